# The identity of the engine's code, for keys of results that outlive a process: a build with other
# rules, another parser or another grammar must never serve what an older one said.
#
# meerkat_source_digest(<target>): gives <target> a generated source that defines scan::SourceDigest(),
# the SHA-256 over name and contents of every C++ file of the engine and of what pins the grammar. It is
# made anew when one of them changes. What a distribution updates (RE2, Hyperscan, the compiler) is not in
# it: they are asked what they document.
if(CMAKE_SCRIPT_MODE_FILE)
  file(STRINGS "${LIST}" files)
  set(all "")
  foreach(file IN LISTS files)
    file(SHA256 "${ROOT}/${file}" digest)
    string(APPEND all "${file} ${digest}\n")
  endforeach()
  string(SHA256 digest "${all}")
  configure_file("${ROOT}/cmake/source_digest.cc.in" "${OUTPUT}" @ONLY)
  return()
endif()

function(meerkat_source_digest target)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}"
       "${CMAKE_SOURCE_DIR}/engine/*.cc" "${CMAKE_SOURCE_DIR}/engine/*.h"
       "${CMAKE_SOURCE_DIR}/third_party/*")
  list(APPEND files cmake/TreeSitter.cmake)
  list(SORT files)
  string(REPLACE ";" "\n" lines "${files}")
  set(list "${CMAKE_BINARY_DIR}/generated/engine_sources.txt")
  file(CONFIGURE OUTPUT "${list}" CONTENT "${lines}\n")
  list(TRANSFORM files PREPEND "${CMAKE_SOURCE_DIR}/")
  set(output "${CMAKE_BINARY_DIR}/generated/source_digest.cc")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} -D "LIST=${list}" -D "ROOT=${CMAKE_SOURCE_DIR}" -D "OUTPUT=${output}"
            -P "${CMAKE_SOURCE_DIR}/cmake/SourceDigest.cmake"
    DEPENDS ${files} "${list}" "${CMAKE_SOURCE_DIR}/cmake/SourceDigest.cmake"
            "${CMAKE_SOURCE_DIR}/cmake/source_digest.cc.in"
    COMMENT "Digest of the engine's sources" VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
