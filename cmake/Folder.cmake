# One folder of sources, one static library.

# meerkat_folder(<folder> TARGET <name>
#                [LINKS what the headers need...] [PRIVATE what only the sources need...]
#                [OPTIONS compile options...] [PROGRAM <name> FROM <file>])
#
# Globs <folder>/*.cc. FROM names the source that is the program's main file and not in the library.
function(meerkat_folder folder)
  cmake_parse_arguments(arg "" "TARGET;PROGRAM;FROM" "LINKS;PRIVATE;OPTIONS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${folder}/*.cc"
       "${CMAKE_SOURCE_DIR}/${folder}/*.h")
  if(arg_PROGRAM)
    set(main_file "${CMAKE_SOURCE_DIR}/${folder}/${arg_FROM}")
    list(REMOVE_ITEM sources "${main_file}")
  endif()

  if(sources)
    add_library(${arg_TARGET} STATIC ${sources})
    target_include_directories(${arg_TARGET} PUBLIC "${CMAKE_SOURCE_DIR}")
    target_compile_options(${arg_TARGET} PRIVATE ${MEERKAT_WARNINGS} ${arg_OPTIONS})
    target_link_libraries(${arg_TARGET} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE})
  else()  # a program alone
    add_library(${arg_TARGET} INTERFACE)
    target_link_libraries(${arg_TARGET} INTERFACE ${arg_LINKS})
  endif()

  if(arg_PROGRAM)
    add_executable(${arg_PROGRAM} "${main_file}")
    target_compile_options(${arg_PROGRAM} PRIVATE ${MEERKAT_WARNINGS})
    target_link_libraries(${arg_PROGRAM} PRIVATE ${arg_TARGET} ${arg_PRIVATE}
                          ${MEERKAT_ALLOCATOR} ${MEERKAT_SANITIZER_SUPPORT})
    set_target_properties(${arg_PROGRAM} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${MEERKAT_BIN_DIR}")
    install(TARGETS ${arg_PROGRAM})
  endif()
endfunction()

# The engine throws nothing itself and asks no object for its type: a rule cannot fail. Exceptions stay on
# so that one out of the standard library (no memory) leaves nothing behind on its way to the guard in
# service/layers.
function(meerkat_engine folder)
  meerkat_folder(engine/${folder} TARGET meerkat_${folder}
                 OPTIONS -fno-rtti ${MEERKAT_HOT_FLAGS} ${ARGN})
  add_library(meerkat::${folder} ALIAS meerkat_${folder})
endfunction()

function(meerkat_service folder)
  meerkat_folder(service/${folder} TARGET meerkat_${folder} ${ARGN})
  add_library(meerkat::${folder} ALIAS meerkat_${folder})
endfunction()
