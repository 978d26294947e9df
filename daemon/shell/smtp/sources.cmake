set(SOURCES
    dialogue.cpp
    relay.cpp)
