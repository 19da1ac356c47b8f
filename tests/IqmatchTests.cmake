# SPDX-License-Identifier: Apache-2.0

# tests/<kind>/*.cpp become the program iqmatch_<kind> and one CTest test of that name.
function(iqmatch_add_test_program kind)
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${kind}/*.cpp")
    if(NOT sources)
        return()
    endif()
    set(target iqmatch_${kind})
    add_executable(${target} ${sources} $<TARGET_OBJECTS:iqmatch_test_main>)
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
    target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
    target_link_libraries(${target} PRIVATE iqmatch_options iqmatch Catch2::Catch2 Boost::headers)
    target_compile_definitions(${target} PRIVATE IQMATCH_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    # Alone in unity builds, too: whoever comes between shifts who is compiled with whom, and names may meet.
    foreach(alone cli_confirm confirm_crash matching_confirmation matching_session record session_folder session_reach)
        set_source_files_properties("${CMAKE_CURRENT_SOURCE_DIR}/unit/${alone}.cpp"
                                    PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endforeach()
    if(TARGET iqmatch_cli)
        target_compile_definitions(${target} PRIVATE IQMATCH_CLI="$<TARGET_FILE:iqmatch_cli>")
        add_dependencies(${target} iqmatch_cli)
    endif()
    if(kind MATCHES "^(unit|golden)$")  # the library is optimised; these only call it, and compile faster so
        target_compile_options(${target} PRIVATE -O1)
    endif()
    if(kind STREQUAL "unit")  # dozens of sources that all read the same headers
        target_precompile_headers(${target} PRIVATE support/catch.hpp <iqmatch/iqmatch.hpp>)
    endif()
    add_test(NAME ${kind} COMMAND ${target})
endfunction()

# Every header compiles alone (and twice), public ones also in the header-only form: one generated source per header,
# compiled but never linked.
function(iqmatch_add_header_checks)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/include"
         "${PROJECT_SOURCE_DIR}/include/*.hpp")
    set(sources "")
    set(header_only_sources "")
    foreach(header IN LISTS headers)
        string(REGEX REPLACE "[/.]" "_" stem "${header}")
        set(source "${CMAKE_CURRENT_BINARY_DIR}/header_check/${stem}.cpp")
        file(CONFIGURE OUTPUT "${source}" CONTENT "#include <${header}>\n#include <${header}>\n")
        list(APPEND sources "${source}")
        if(header MATCHES "^iqmatch/(base|graph|tables)/[^/]+$")
            list(APPEND header_only_sources "${source}")
        endif()
    endforeach()
    add_library(iqmatch_header_check OBJECT ${sources})
    target_link_libraries(iqmatch_header_check PRIVATE iqmatch_options Boost::headers)
    target_compile_options(iqmatch_header_check PRIVATE -O0 -g0)
    set_target_properties(iqmatch_header_check PROPERTIES CXX_EXTENSIONS OFF UNITY_BUILD OFF)
    add_library(iqmatch_header_only_check OBJECT ${header_only_sources})
    target_compile_definitions(iqmatch_header_only_check PRIVATE IQMATCH_HEADER_ONLY)
    target_link_libraries(iqmatch_header_only_check PRIVATE iqmatch_options Boost::headers)
    target_compile_options(iqmatch_header_only_check PRIVATE -O0 -g0)
    set_target_properties(iqmatch_header_only_check PROPERTIES CXX_EXTENSIONS OFF UNITY_BUILD OFF)
endfunction()

# What needs no test program: the layers, the tools, misuse that must not compile, documents, examples.
function(iqmatch_add_tool_tests)
    set(python "${Python3_EXECUTABLE}" -B)
    set(tools "${PROJECT_SOURCE_DIR}/tools")
    add_test(NAME layers COMMAND ${python} "${tools}/check_layers.py")
    file(GLOB tool_tests CONFIGURE_DEPENDS "${tools}/tests/test_*.py")
    foreach(test IN LISTS tool_tests)
        get_filename_component(name "${test}" NAME_WE)
        string(REGEX REPLACE "^test_" "tool_" name "${name}")
        add_test(NAME ${name} COMMAND ${python} "${test}")
    endforeach()
    if(TARGET iqmatch_cli)
        set_tests_properties(tool_full_catalogue tool_completion PROPERTIES ENVIRONMENT "IQMATCH_CLI=$<TARGET_FILE:iqmatch_cli>")
    endif()

    file(GLOB misuses CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/compile_fail/*.cpp")
    add_test(NAME compile_fail COMMAND ${python} "${CMAKE_CURRENT_SOURCE_DIR}/compile_fail/check.py"
        "${CMAKE_CXX_COMPILER}" "${PROJECT_SOURCE_DIR}/include" ${misuses})

    set(program "")
    if(TARGET iqmatch_cli)
        set(program --program "$<TARGET_FILE:iqmatch_cli>")
    endif()
    set(definitions $<$<BOOL:${IQMATCH_ASSERTIONS}>:-DIQMATCH_ASSERTIONS>)
    add_test(NAME documents COMMAND ${python} "${tools}/check_docs.py" ${program} --library "$<TARGET_FILE:iqmatch>"
        --compiler "${CMAKE_CXX_COMPILER}" "--flags=${iqmatch_sanitize_flags};${definitions}")

    if(TARGET iqmatch_example_match_sample)
        add_test(NAME example_match_sample COMMAND iqmatch_example_match_sample "${PROJECT_SOURCE_DIR}/data/samples/leer")
    endif()
    if(TARGET iqmatch_cli)
        add_test(NAME example_own_values COMMAND ${python} "${PROJECT_SOURCE_DIR}/examples/own_values/run.py"
            $<TARGET_FILE:iqmatch_cli>)
        set_tests_properties(example_own_values PROPERTIES SKIP_RETURN_CODE 77)
        # Published data beside the source tree are used unless IQMATCH_DATA names another place.
        cmake_path(GET PROJECT_SOURCE_DIR PARENT_PATH beside)
        if(NOT DEFINED ENV{IQMATCH_DATA} AND EXISTS "${beside}/shared/data")
            set_tests_properties(example_own_values PROPERTIES ENVIRONMENT "IQMATCH_DATA=${beside}/shared/data")
        endif()
    endif()
endfunction()
