set(SOURCES
    dialogue.cpp
    dns.cpp
    relay.cpp)
