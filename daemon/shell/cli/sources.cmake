set(SOURCES
    cli.cpp
    command.cpp
    offline.cpp
    online.cpp
    tables.cpp
    when.cpp)
