# SPDX-License-Identifier: Apache-2.0
# The command-line program. With IQMATCH_BUILD_CLI=AUTO it is left out, and says so, where CLI11 is missing.
file(GLOB iqmatch_cli_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/cli/*.cpp")
if(IQMATCH_BUILD_CLI STREQUAL "AUTO")
    find_package(CLI11 QUIET)
    if(NOT CLI11_FOUND)
        message(WARNING "iqmatch: the command-line program is left out; it needs the headers of CLI11 "
            "(Debian, Ubuntu: libcli11-dev). The Python package works without it.")
        set(iqmatch_cli_sources "")
    endif()
endif()
if(iqmatch_cli_sources)
    iqmatch_find(CLI11)
    add_executable(iqmatch_cli ${iqmatch_cli_sources})
    set_target_properties(iqmatch_cli PROPERTIES OUTPUT_NAME iqmatch CXX_EXTENSIONS OFF)
    target_link_libraries(iqmatch_cli PRIVATE iqmatch_options iqmatch CLI11::CLI11)
endif()
if(TARGET iqmatch_cli AND IQMATCH_INSTALL)
    install(TARGETS iqmatch_cli)
    # What the program says about itself: completion of three shells, the manual page. Nothing of it where the program
    # that was built cannot run here.
    if(NOT CMAKE_CROSSCOMPILING AND NOT IQMATCH_SANITIZE)
        set(said "${PROJECT_BINARY_DIR}/generated/said")
        set(pages "${said}/iqmatch.bash" "${said}/_iqmatch" "${said}/iqmatch.fish" "${said}/iqmatch.1")
        add_custom_command(
            OUTPUT ${pages}
            COMMAND ${CMAKE_COMMAND} -E make_directory "${said}"
            COMMAND iqmatch_cli completion bash > "${said}/iqmatch.bash"
            COMMAND iqmatch_cli completion zsh > "${said}/_iqmatch"
            COMMAND iqmatch_cli completion fish > "${said}/iqmatch.fish"
            COMMAND iqmatch_cli man > "${said}/iqmatch.1"
            DEPENDS iqmatch_cli
            COMMENT "Writing shell completion and manual page"
            VERBATIM)
        add_custom_target(iqmatch_cli_pages ALL DEPENDS ${pages})
        set(share "${CMAKE_INSTALL_DATADIR}")
        install(FILES "${said}/iqmatch.bash" DESTINATION "${share}/bash-completion/completions" RENAME iqmatch OPTIONAL)
        install(FILES "${said}/_iqmatch" DESTINATION "${share}/zsh/site-functions" OPTIONAL)
        install(FILES "${said}/iqmatch.fish" DESTINATION "${share}/fish/vendor_completions.d" OPTIONAL)
        install(FILES "${said}/iqmatch.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" OPTIONAL)
    endif()
endif()
