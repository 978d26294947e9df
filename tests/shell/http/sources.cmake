set(SOURCES certificate_test.cpp client_test.cpp connections_test.cpp listening_test.cpp secured_test.cpp
            server_test.cpp session_answers_test.cpp session_test.cpp wire_test.cpp)
