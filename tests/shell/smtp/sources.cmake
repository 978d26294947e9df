set(SOURCES
    dialogue_test.cpp
    relay_test.cpp)
list(APPEND SOURCES ../../support/smtp_peer.cpp)
