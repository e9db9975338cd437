# proto/**/*.proto → one library, meerkat_proto, and one descriptor set for tools that ask for it.

# Folders of .proto files that ours import besides Protobuf's own, e.g. google/rpc.
set(MEERKAT_PROTO_IMPORT_DIRS "")

function(meerkat_proto)
  set(root "${CMAKE_SOURCE_DIR}/proto")
  file(GLOB_RECURSE protos CONFIGURE_DEPENDS RELATIVE "${root}" "${root}/*.proto")
  find_program(PROTOC protoc REQUIRED)
  find_program(GRPC_CPP_PLUGIN grpc_cpp_plugin REQUIRED)
  set(out "${CMAKE_BINARY_DIR}/proto")
  set(imports "-I${root}")
  foreach(folder IN LISTS MEERKAT_PROTO_IMPORT_DIRS)
    list(APPEND imports "-I${folder}")
  endforeach()
  list(TRANSFORM protos PREPEND "${root}/" OUTPUT_VARIABLE inputs)

  # One run for all: a message of one file may be a field of another.
  set(generated)
  foreach(proto IN LISTS protos)
    cmake_path(REMOVE_EXTENSION proto LAST_ONLY OUTPUT_VARIABLE stem)
    list(APPEND generated "${out}/${stem}.pb.cc" "${out}/${stem}.pb.h"
         "${out}/${stem}.grpc.pb.cc" "${out}/${stem}.grpc.pb.h")
  endforeach()
  file(MAKE_DIRECTORY "${out}")
  add_custom_command(
    OUTPUT ${generated} "${out}/meerkat.protoset"
    COMMAND "${PROTOC}" ${imports} "--cpp_out=${out}" "--grpc_out=${out}"
            "--plugin=protoc-gen-grpc=${GRPC_CPP_PLUGIN}"
            "--descriptor_set_out=${out}/meerkat.protoset" --include_imports --include_source_info
            ${protos}
    WORKING_DIRECTORY "${root}"
    DEPENDS ${inputs} VERBATIM COMMENT "Generating C++ from proto/")

  add_library(meerkat_proto STATIC ${generated})
  # SYSTEM: what Google's generator writes is not ours to warn about.
  target_include_directories(meerkat_proto SYSTEM PUBLIC "${out}")
  if(MEERKAT_SANITIZE STREQUAL "thread")
    # Its parsers read memory that gRPC handed over from another thread, uninstrumented like gRPC.
    target_compile_options(meerkat_proto PRIVATE -fno-sanitize=thread)
  endif()
  target_link_libraries(meerkat_proto PUBLIC gRPC::grpc++ protobuf::libprotobuf)
endfunction()
