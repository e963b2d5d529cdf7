#include "runtime/expression_anchors.h"

#include <cctype>
#include <string>
#include <vector>

// A scanner that knows just enough of expressions to find the outermost operator of a piece of
// source that is known to be one complete expression: strings and brackets are skipped, words and
// operators outside them are looked at.

namespace pyro {

namespace {

struct Operator {
  int start, length, precedence;
};

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  ExpressionAnchors run() {
    while (at_ < text_.size() && !failed_) step();
    if (failed_ || depth_ != 0) return {};
    if (found_) return {best_.start, best_.start + best_.length};
    if (!unary_ && subscript_ >= 0 && subscript_end_ == static_cast<int>(text_.size()))
      return {subscript_, subscript_end_};
    return {};
  }

 private:
  static constexpr int kPower = 7;

  // Words that make the outermost construct something else than a binary operation.
  void word() {
    size_t start = at_;
    while (at_ < text_.size() &&
           (is_word(text_[at_]) ||
            (text_[at_] == '.' && std::isdigit(static_cast<unsigned char>(text_[start])))))
      at_++;
    std::string_view name = text_.substr(start, at_ - start);
    // 1e-5: the sign belongs to the number.
    if (std::isdigit(static_cast<unsigned char>(name[0])) &&
        (name.back() == 'e' || name.back() == 'E') && name.substr(0, 2) != "0x" &&
        at_ < text_.size() && (text_[at_] == '-' || text_[at_] == '+')) {
      at_++;
      while (at_ < text_.size() && is_word(text_[at_])) at_++;
    }
    if (depth_ > 0) {
      operand_ = true;
      return;
    }
    for (std::string_view other : {"and", "or", "not", "in", "is", "if", "else", "lambda", "await",
                                   "yield", "for", "async", "from"}) {
      if (name == other) failed_ = true;
    }
    operand_ = true;
    subscript_ = -1;
    if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'') && name.size() <= 2)
      string();
  }

  void string() {
    char quote = text_[at_];
    bool triple = text_.substr(at_, 3) == std::string(3, quote);
    at_ += triple ? 3 : 1;
    while (at_ < text_.size()) {
      if (text_[at_] == '\\') {
        at_ += 2;
      } else if (text_[at_] == quote &&
                 (!triple || text_.substr(at_, 3) == std::string(3, quote))) {
        at_ += triple ? 3 : 1;
        operand_ = true;
        return;
      } else {
        at_++;
      }
    }
    failed_ = true;
  }

  void open() {
    if (depth_ == 0) {
      opened_ = static_cast<int>(at_);
      opens_subscript_ = text_[at_] == '[' && operand_;
    }
    depth_++;
    at_++;
    operand_ = false;
  }

  void close() {
    depth_--;
    at_++;
    operand_ = true;
    if (depth_ < 0) failed_ = true;
    if (depth_ != 0) return;
    subscript_ = opens_subscript_ ? opened_ : -1;
    subscript_end_ = static_cast<int>(at_);
  }

  void note(int length, int precedence) {
    Operator found{static_cast<int>(at_), length, precedence};
    at_ += static_cast<size_t>(length);
    if (depth_ > 0) {
      operand_ = false;
      return;
    }
    if (!operand_) {
      // A sign in front of an operand; it binds less than ** and more than everything else.
      if (!found_) unary_ = true;
      return;
    }
    operand_ = false;
    subscript_ = -1;
    if (precedence == kPower && unary_ && !found_) return;
    bool better = !found_ || precedence < best_.precedence ||
                  (precedence == best_.precedence && precedence != kPower);
    if (better) best_ = found;
    found_ = true;
  }

  void operator_or_other() {
    char c = text_[at_], next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    switch (c) {
      case '|':
        return note(1, 1);
      case '^':
        return note(1, 2);
      case '&':
        return note(1, 3);
      case '+':
      case '-':
        return note(1, 5);
      case '~':
        return note(1, 6);
      case '*':
        return next == '*' ? note(2, kPower) : note(1, 6);
      case '/':
        return next == '/' ? note(2, 6) : note(1, 6);
      case '%':
      case '@':
        return note(1, 6);
      case '<':
      case '>':
        if (next == c) return note(2, 4);
        break;
      case '.':
        at_++;
        return;
      default:
        break;
    }
    // Comparisons, commas, assignments: not what is looked for, unless inside brackets.
    if (depth_ == 0) failed_ = true;
    at_++;
    operand_ = false;
  }

  void step() {
    char c = text_[at_];
    if (std::isspace(static_cast<unsigned char>(c)) || c == '\\') {
      at_++;
    } else if (is_word(c)) {
      word();
    } else if (c == '"' || c == '\'') {
      subscript_ = -1;
      string();
    } else if (c == '(' || c == '[' || c == '{') {
      open();
    } else if (c == ')' || c == ']' || c == '}') {
      close();
    } else {
      operator_or_other();
    }
  }

  std::string_view text_;
  size_t at_ = 0;
  int depth_ = 0, opened_ = 0, subscript_ = -1, subscript_end_ = -1;
  bool operand_ = false, failed_ = false, found_ = false, unary_ = false, opens_subscript_ = false;
  Operator best_{};
};

}  // namespace

ExpressionAnchors find_expression_anchors(std::string_view segment) {
  return Scanner(segment).run();
}

}  // namespace pyro
