set(SOURCES certificate.cpp client.cpp connections.cpp listening.cpp peer.cpp secured.cpp server.cpp session.cpp
            session_stream.cpp
    session_tls.cpp wire.cpp)
