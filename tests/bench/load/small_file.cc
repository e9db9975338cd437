#include "tests/bench/load/small_file.h"

#include <fmt/core.h>

namespace meerkat::bench {
namespace {

// 20 lines.
constexpr const char kHead[] = R"(# Orders as they come in from the shops, revision {:020}.
"""Reads, checks and stores the orders of one day."""

from __future__ import annotations

import dataclasses
import json
import logging
import subprocess
from pathlib import Path

import yaml

log = logging.getLogger(__name__)

LIMIT = 500
COLUMNS = ("shop", "article", "count", "price")
QUERY = "SELECT shop, article FROM orders WHERE day = ?"


)";

// 22 lines, eight times; {0} is the number of the shop.
constexpr const char kShop[] = R"(@dataclasses.dataclass
class Shop{0}:
    """A shop that sends its orders as JSON."""

    name: str
    folder: Path
    orders: list[dict[str, str]] = dataclasses.field(default_factory=list)

    def read(self, day: str) -> int:
        path = self.folder / f"{{day}}-{0}.json"
        if not path.exists():
            log.warning("no orders of %s from %s", day, self.name)
            return 0
        for row in json.loads(path.read_text(encoding="utf-8")):
            order = {{key: row.get(key, "") for key in COLUMNS}}
            if int(order["count"]) > LIMIT or not order["article"]:
                log.info("skipped %r", order)
                continue
            self.orders.append(order)
        return len(self.orders)


)";

// 4 lines, with the findings.
constexpr const char kTail[] = R"(def settings(path):
    with open(path) as file:
        subprocess.run(f"logger {path}", shell=True)
        return yaml.load(file, Loader=yaml.Loader)
)";

}  // namespace

std::string SmallFile(uint64_t revision) {
  std::string code = fmt::format(kHead, revision);
  for (int shop = 0; shop < 8; ++shop) code += fmt::format(kShop, shop);
  return code + kTail;
}

}  // namespace meerkat::bench
