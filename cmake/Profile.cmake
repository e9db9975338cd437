# Profile-guided optimisation of the engine and the grammar, where a scan spends its time.
#
# With MEERKAT_PROFILE (the release preset) the first build of a tree configures a second one beside
# it, <build>-counters, which compiles the same libraries with counters, and has
# tools/profile/train_engine scan the Python sources of this machine: its standard library and the
# fixtures of the rules. What was counted lies in <build>/profile/data and is never committed. (Beside it,
# because GCC tells functions apart by the path of their source as well, and ccache may make
# that relative to the build folder.)
#
# It is made once a build tree. A source that has changed since is compiled with what still fits: GCC
# matches functions by name and shape, and takes a changed one without a profile. `./run profile` makes
# it anew, and ./run build does when a quarter of the engine's sources have changed.
#
# Equal sources and equal Python give an equal profile (one thread, no address randomisation), so that
# objects are found in ccache again, also from another clone.
option(MEERKAT_PROFILE "Optimise the engine by a profile that the build makes (needs GCC)" OFF)
option(MEERKAT_PROFILE_COUNTERS "The build that makes the profile; set by cmake/MakeProfile.cmake" OFF)
mark_as_advanced(MEERKAT_PROFILE_COUNTERS)

if(MEERKAT_PROFILE AND NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  message(STATUS "MEERKAT_PROFILE is for GCC: building without a profile")
  set(MEERKAT_PROFILE OFF)
endif()
set(profile "${CMAKE_BINARY_DIR}/profile")

# meerkat_profiled(<target>...): to be called when the targets have all their sources.
function(meerkat_profiled)
  if(MEERKAT_PROFILE_COUNTERS)
    foreach(target IN LISTS ARGN)
      target_compile_options(${target} PRIVATE -fprofile-generate)
    endforeach()
    add_executable(train_engine EXCLUDE_FROM_ALL
                   "${CMAKE_SOURCE_DIR}/tools/profile/train_engine.cc")
    target_link_libraries(train_engine PRIVATE meerkat::scan ${MEERKAT_ALLOCATOR})
    target_link_options(train_engine PRIVATE -fprofile-generate)
    return()
  endif()
  if(NOT MEERKAT_PROFILE)
    return()
  endif()
  add_custom_command(
    OUTPUT "${profile}/made"
    COMMAND "${CMAKE_COMMAND}" -D "SOURCE=${CMAKE_SOURCE_DIR}" -D "USED_BY=${CMAKE_BINARY_DIR}"
            -D "PROFILE=${profile}" -D "COUNTERS=${CMAKE_BINARY_DIR}-counters"
            -D "GENERATOR=${CMAKE_GENERATOR}"
            -D "C_COMPILER=${CMAKE_C_COMPILER}" -D "CXX_COMPILER=${CMAKE_CXX_COMPILER}"
            -D "C_FLAGS=${CMAKE_C_FLAGS}" -D "CXX_FLAGS=${CMAKE_CXX_FLAGS}"
            -D "BUILD_TYPE=${CMAKE_BUILD_TYPE}" -P "${CMAKE_SOURCE_DIR}/cmake/MakeProfile.cmake"
    VERBATIM COMMENT "Making the engine's profile (once a build tree)")
  add_custom_target(meerkat_profile DEPENDS "${profile}/made")
  foreach(target IN LISTS ARGN)
    # Relative to the build folder, where the compiler runs: equal in every clone.
    # With correction, and without its warnings, because a source may be newer than the profile.
    target_compile_options(${target} PRIVATE -fprofile-use=profile/data -fprofile-correction
                           -Wno-missing-profile -Wno-coverage-mismatch)
    add_dependencies(${target} meerkat_profile)
    get_target_property(sources ${target} SOURCES)
    # A new profile compiles everything that uses it again.
    set_property(SOURCE ${sources} APPEND PROPERTY OBJECT_DEPENDS "${profile}/made")
  endforeach()
endfunction()
