set(SOURCES clock_kept.cpp credential.cpp service.cpp units.cpp)
