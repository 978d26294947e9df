set(SOURCES
    ../../support/smtp_peer.cpp
    dialogue_test.cpp
    relay_test.cpp)
