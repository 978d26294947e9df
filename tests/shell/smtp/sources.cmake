set(SOURCES
    connection_test.cpp
    dialogue_test.cpp
    dns_test.cpp
    overhear_test.cpp
    relay_test.cpp)
list(APPEND SOURCES ../../support/smtp_peer.cpp)
