# SPDX-License-Identifier: Apache-2.0
# Library and program from a finished build of this very source with the same options: tools/quickstart has just made one and
# does not compile it all again for the Python package. Whoever sets IQMATCH_PREBUILT sees to it that it is up to date.
add_library(iqmatch STATIC IMPORTED GLOBAL)
set_target_properties(iqmatch PROPERTIES
    IMPORTED_LOCATION "${IQMATCH_PREBUILT}/libiqmatch.a"
    INTERFACE_INCLUDE_DIRECTORIES "${PROJECT_SOURCE_DIR}/include"
    INTERFACE_LINK_LIBRARIES Threads::Threads
    INTERFACE_COMPILE_FEATURES cxx_std_20)
install(PROGRAMS "${IQMATCH_PREBUILT}/bin/iqmatch" DESTINATION iqmatch/_bin COMPONENT python)
