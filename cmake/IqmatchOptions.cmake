# SPDX-License-Identifier: Apache-2.0
# How our own code is compiled. Everything hangs on one interface target that is linked privately and never
# exported: neither a parent project nor an installed consumer inherits a warning or a sanitizer.
add_library(iqmatch_options INTERFACE)
target_include_directories(iqmatch_options INTERFACE "${PROJECT_SOURCE_DIR}/include")
target_compile_features(iqmatch_options INTERFACE cxx_std_20)

# Same bytes with every compiler: no fused multiply-add behind our back.
target_compile_options(iqmatch_options INTERFACE
    $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-ffp-contract=off>
    $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wall;-Wextra;-Wpedantic;-Wconversion;-Wshadow>
    # GCC 12 and 13 warn of an overlap in std::string's own operator+ (GCC bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<AND:$<BOOL:${IQMATCH_WERROR}>,$<CXX_COMPILER_ID:GNU,Clang,AppleClang>>:-Werror>)
target_compile_definitions(iqmatch_options INTERFACE $<$<BOOL:${IQMATCH_ASSERTIONS}>:IQMATCH_ASSERTIONS>)

set(iqmatch_sanitize_flags "")
if(IQMATCH_SANITIZE)
    set(iqmatch_sanitize_flags -fsanitize=${IQMATCH_SANITIZE} -fno-omit-frame-pointer)
    if(IQMATCH_SANITIZE MATCHES "undefined")
        list(APPEND iqmatch_sanitize_flags -fno-sanitize-recover=undefined)
    endif()
    target_compile_options(iqmatch_options INTERFACE ${iqmatch_sanitize_flags})
    target_link_options(iqmatch_options INTERFACE ${iqmatch_sanitize_flags})
endif()
