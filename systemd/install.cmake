# What `cmake --install` and `./dev package` put where; the programs themselves are installed by daemon/.
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

install(FILES systemd/followupd.service systemd/followupd.socket systemd/followupd-https.socket
        DESTINATION lib/systemd/system)
install(FILES systemd/followupd.sysusers DESTINATION lib/sysusers.d RENAME followupd.conf)
install(FILES systemd/followupd.tmpfiles DESTINATION lib/tmpfiles.d RENAME followupd.conf)
install(FILES config/followupd.toml DESTINATION ${CMAKE_INSTALL_FULL_SYSCONFDIR}/followupd OPTIONAL)
foreach(folder templates holidays)
    install(DIRECTORY config/${folder} DESTINATION ${CMAKE_INSTALL_DATADIR}/followupd OPTIONAL)
endforeach()

install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
install(DIRECTORY config/examples DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md"
        PATTERN "monitoring/*.yml" PATTERN "monitoring/*.json" PATTERN man EXCLUDE)
foreach(section 1 5 8)
    install(DIRECTORY docs/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section} OPTIONAL
            FILES_MATCHING PATTERN "*.${section}")
endforeach()

# What the program says of its own commands, for three shells.
if(TARGET followup)
    foreach(shell bash zsh fish)
        add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/completions/${shell}
            COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/completions
            COMMAND $<TARGET_FILE:followup> completions ${shell} > ${CMAKE_BINARY_DIR}/completions/${shell}
            DEPENDS followup VERBATIM)
        list(APPEND completions ${CMAKE_BINARY_DIR}/completions/${shell})
    endforeach()
    add_custom_target(completions DEPENDS ${completions})
    add_dependencies(programs completions)
    install(FILES ${CMAKE_BINARY_DIR}/completions/bash RENAME followup
            DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions OPTIONAL)
    install(FILES ${CMAKE_BINARY_DIR}/completions/zsh RENAME _followup
            DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions OPTIONAL)
    install(FILES ${CMAKE_BINARY_DIR}/completions/fish RENAME followup.fish
            DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d OPTIONAL)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "followupd <root@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "tzdata, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS systemd)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_SOURCE_DIR}/systemd/deb/postinst ${CMAKE_SOURCE_DIR}/systemd/deb/prerm
    ${CMAKE_SOURCE_DIR}/systemd/deb/postrm ${CMAKE_SOURCE_DIR}/systemd/deb/conffiles)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
find_program(FOLLOWUP_SHLIBDEPS dpkg-shlibdeps)
if(FOLLOWUP_SHLIBDEPS)
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
include(CPack)
