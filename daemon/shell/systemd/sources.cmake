set(SOURCES credential.cpp service.cpp)
