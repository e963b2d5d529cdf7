#pragma once

#include <string_view>

namespace pyro {

// Which part of a piece of source is the operator: 1 / 0 gives [2, 3), a[0] gives [1, 4). Offsets
// in bytes.
struct ExpressionAnchors {
  int start = -1, end = -1;  // -1: the piece is no binary operation and no subscription
};
ExpressionAnchors find_expression_anchors(std::string_view segment);

}  // namespace pyro
