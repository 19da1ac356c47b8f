# SPDX-License-Identifier: Apache-2.0
# Each examples/<name>/main.cpp is a program of its own.
file(GLOB iqmatch_examples CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/examples/*/main.cpp")
foreach(source IN LISTS iqmatch_examples)
    get_filename_component(directory "${source}" DIRECTORY)
    get_filename_component(name "${directory}" NAME)
    add_executable(iqmatch_example_${name} "${source}")
    set_target_properties(iqmatch_example_${name} PROPERTIES OUTPUT_NAME example_${name} CXX_EXTENSIONS OFF)
    target_link_libraries(iqmatch_example_${name} PRIVATE iqmatch_options iqmatch)
endforeach()
