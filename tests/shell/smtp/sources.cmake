set(SOURCES
    dialogue_test.cpp
    relay_test.cpp connection_test.cpp)
list(APPEND SOURCES ../../support/smtp_peer.cpp)
