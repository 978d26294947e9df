set(SOURCES client.cpp connections.cpp listening.cpp peer.cpp server.cpp session.cpp wire.cpp)
