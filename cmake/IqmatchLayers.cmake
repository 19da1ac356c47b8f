# SPDX-License-Identifier: Apache-2.0
# One object library per layer, one library of them all.
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)

# iqmatch_embed_tables(<layer> <globs>...): compiles data files into a layer, if the layer asks for them by its
# header detail/embedded.hpp.
function(iqmatch_embed_tables layer)
    if(IQMATCH_PREBUILT OR NOT EXISTS "${PROJECT_SOURCE_DIR}/include/iqmatch/${layer}/detail/embedded.hpp")
        return()
    endif()
    list(TRANSFORM ARGN PREPEND "${PROJECT_SOURCE_DIR}/")
    file(GLOB files CONFIGURE_DEPENDS ${ARGN})
    list(SORT files)
    set(script "${PROJECT_SOURCE_DIR}/tools/embed_tables.py")
    set(out "${PROJECT_BINARY_DIR}/generated/${layer}_tables.cpp")
    add_custom_command(
        OUTPUT "${out}"
        COMMAND "${Python3_EXECUTABLE}" "${script}" --layer ${layer} --out "${out}" ${files}
        DEPENDS "${script}" ${files}
        COMMENT "Embedding the tables of ${layer}"
        VERBATIM)
    set_property(GLOBAL PROPERTY iqmatch_embedded_${layer} "${out}")
endfunction()

# iqmatch_add_layer(<layer> [EIGEN] [FMT] [JSON] [BOOST]): third-party libraries that its sources, and only they, may use.
function(iqmatch_add_layer layer)
    cmake_parse_arguments(arg "EIGEN;FMT;JSON;BOOST" "" "" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${layer}/*.cpp")
    if(IQMATCH_PREBUILT OR NOT sources)
        return()
    endif()
    get_property(embedded GLOBAL PROPERTY iqmatch_embedded_${layer})
    set(target iqmatch_${layer})
    add_library(${target} OBJECT ${sources} ${embedded})
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_EXTENSIONS OFF)
    # What keeps names of its own for good reasons: one kernel per instruction set, readers of rows by overload.
    set(alone ${sources})
    list(FILTER alone INCLUDE REGEX "/(scoring/(batch_[a-z0-9]+|skills)|rules/read_[a-z_]+)[.]cpp$")
    set_source_files_properties(${alone} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    target_link_libraries(${target} PRIVATE iqmatch_options Threads::Threads)
    # Header-only forms: an installed static library then needs none of them.
    if(arg_EIGEN)
        iqmatch_uses(${target} "<Eigen/" Eigen3 Eigen3::Eigen)
    endif()
    if(arg_FMT)
        iqmatch_uses(${target} "<fmt/" fmt fmt::fmt-header-only)
    endif()
    if(arg_JSON)
        iqmatch_uses(${target} "<nlohmann/" nlohmann_json nlohmann_json::nlohmann_json)
    endif()
    if(arg_BOOST)
        iqmatch_uses(${target} "<boost/" Boost Boost::headers)
    endif()
    set_property(GLOBAL APPEND PROPERTY iqmatch_layers ${layer})
endfunction()

# A package that must be there; where it is not, the message says what to install.
macro(iqmatch_find package)
    find_package(${package} QUIET)
    if(NOT ${package}_FOUND)
        set(iqmatch_debian_Boost libboost-dev)
        set(iqmatch_debian_CLI11 libcli11-dev)
        set(iqmatch_debian_Eigen3 libeigen3-dev)
        set(iqmatch_debian_fmt libfmt-dev)
        set(iqmatch_debian_nlohmann_json nlohmann-json3-dev)
        message(FATAL_ERROR "iqmatch needs ${package} and does not find it. Debian, Ubuntu: "
            "apt-get install ${iqmatch_debian_${package}} (tools/setup installs all that is missing); elsewhere "
            "name its folder in CMAKE_PREFIX_PATH.")
    endif()
endmacro()

# Looks for a package only if a source of the target includes it.
function(iqmatch_uses target include package library)
    get_target_property(sources ${target} SOURCES)
    foreach(source IN LISTS sources)
        if(NOT EXISTS "${source}")
            continue()
        endif()
        file(STRINGS "${source}" found REGEX "^ *# *include *${include}")
        if(found)
            iqmatch_find(${package})
            target_link_libraries(${target} PRIVATE ${library})
            set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
            return()
        endif()
    endforeach()
endfunction()

function(iqmatch_add_library)
    if(IQMATCH_PREBUILT)
        include("${PROJECT_SOURCE_DIR}/cmake/IqmatchPrebuilt.cmake")
        return()
    endif()
    get_property(layers GLOBAL PROPERTY iqmatch_layers)
    list(TRANSFORM layers REPLACE "(.+)" "$<TARGET_OBJECTS:iqmatch_\\1>" OUTPUT_VARIABLE objects)
    add_library(iqmatch ${objects})
    add_library(iqmatch::iqmatch ALIAS iqmatch)
    set_target_properties(iqmatch PROPERTIES
        VERSION ${PROJECT_VERSION}
        SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
        CXX_EXTENSIONS OFF)
    target_include_directories(iqmatch PUBLIC
        "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>" "$<INSTALL_INTERFACE:include>")
    target_compile_features(iqmatch PUBLIC cxx_std_20)
    # Inline code must agree with the compiled code about internal checks.
    target_compile_definitions(iqmatch PUBLIC $<$<BOOL:${IQMATCH_ASSERTIONS}>:IQMATCH_ASSERTIONS>)
    target_link_libraries(iqmatch PUBLIC Threads::Threads)
    target_link_options(iqmatch PRIVATE ${iqmatch_sanitize_flags})

    # base, graph and tables without a compiled library. Not together with iqmatch::iqmatch in one program.
    add_library(iqmatch_header_only INTERFACE)
    add_library(iqmatch::header_only ALIAS iqmatch_header_only)
    set_target_properties(iqmatch_header_only PROPERTIES EXPORT_NAME header_only)
    target_include_directories(iqmatch_header_only INTERFACE
        "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>" "$<INSTALL_INTERFACE:include>")
    target_compile_features(iqmatch_header_only INTERFACE cxx_std_20)
    target_compile_definitions(iqmatch_header_only INTERFACE
        IQMATCH_HEADER_ONLY $<$<BOOL:${IQMATCH_ASSERTIONS}>:IQMATCH_ASSERTIONS>)
    target_link_libraries(iqmatch_header_only INTERFACE Threads::Threads)
endfunction()
