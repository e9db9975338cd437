#pragma once

// A repository to scan: many files, in memory, with their digests, as a client has them after its
// walk.
//
//   Tree tree = Tree::Make("/corpus", 20'000);   // real files, over and over, each content once
//   Tree tree = Tree::Make("", 10);              // without a folder: small files

#include <cstddef>
#include <string>
#include <vector>

#include "engine/core/digest.h"

namespace meerkat::bench {

class Tree {
 public:
  struct File {
    std::string path;
    std::string content;
    core::Digest digest;
  };

  // The Python files below `folder` in the order of their paths, up to 256 KiB each; from the
  // second round on with a comment that tells the round. Ends the program where the folder has
  // none.
  static Tree Make(const std::string& folder, size_t count);

  const std::vector<File>& files() const { return files_; }

 private:
  std::vector<File> files_;
};

}  // namespace meerkat::bench
