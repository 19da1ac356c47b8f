# SPDX-License-Identifier: Apache-2.0
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(iqmatch_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/iqmatch")
install(TARGETS iqmatch iqmatch_header_only EXPORT iqmatchTargets)
install(EXPORT iqmatchTargets NAMESPACE iqmatch:: DESTINATION "${iqmatch_package_dir}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/iqmatch" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        FILES_MATCHING PATTERN "*.hpp" PATTERN "*.ipp")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/data/" DESTINATION "${CMAKE_INSTALL_DATADIR}/iqmatch")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/iqmatchConfig.cmake.in"
    "${PROJECT_BINARY_DIR}/iqmatchConfig.cmake"
    INSTALL_DESTINATION "${iqmatch_package_dir}"
    PATH_VARS CMAKE_INSTALL_DATADIR)
# Source compatibility is promised within a minor version.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/iqmatchConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/iqmatchConfig.cmake" "${PROJECT_BINARY_DIR}/iqmatchConfigVersion.cmake"
        DESTINATION "${iqmatch_package_dir}")
