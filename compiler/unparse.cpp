// The source form of an expression, as `from __future__ import annotations` stores it (PEP 563):
// canonical spacing, and parentheses only where precedence asks for them.

#include "compiler/code_generator.h"

namespace pyro::compiler {

using namespace ast;

namespace {

enum Precedence {
  kTuple,
  kTest,
  kOr,
  kAnd,
  kNot,
  kCompare,
  kExpr,
  kBitOr = kExpr,
  kBitXor,
  kBitAnd,
  kShift,
  kArith,
  kTerm,
  kFactor,
  kPower,
  kAwait,
  kAtom
};

class Unparser {
 public:
  std::string out;

  void write(const ExprNode* node, int level) {
    switch (node->node_kind) {
      case NodeKind::BoolOp:
        return boolean(as<BoolOp>(node), level);
      case NodeKind::NamedExpr: {
        auto* named = as<NamedExpr>(node);
        bool parens = level > kTuple;
        open(parens);
        write(named->target, kAtom);
        out += " := ";
        write(named->value, kAtom);
        return close(parens);
      }
      case NodeKind::BinOp:
        return binary(as<BinOp>(node), level);
      case NodeKind::UnaryOp:
        return unary(as<UnaryOp>(node), level);
      case NodeKind::Lambda:
        return lambda(as<Lambda>(node), level);
      case NodeKind::IfExp: {
        auto* conditional = as<IfExp>(node);
        open(level > kTest);
        write(conditional->body, kTest + 1);
        out += " if ";
        write(conditional->test, kTest + 1);
        out += " else ";
        write(conditional->orelse, kTest);
        return close(level > kTest);
      }
      case NodeKind::Dict:
        return dict(as<Dict>(node));
      case NodeKind::Set:
        return sequence(as<Set>(node)->elts, "{", "}");
      case NodeKind::ListComp:
        return comprehension("[", as<ListComp>(node)->elt, nullptr, as<ListComp>(node)->generators,
                             "]");
      case NodeKind::SetComp:
        return comprehension("{", as<SetComp>(node)->elt, nullptr, as<SetComp>(node)->generators,
                             "}");
      case NodeKind::DictComp:
        return comprehension("{", as<DictComp>(node)->key, as<DictComp>(node)->value,
                             as<DictComp>(node)->generators, "}");
      case NodeKind::GeneratorExp:
        return comprehension("(", as<GeneratorExp>(node)->elt, nullptr,
                             as<GeneratorExp>(node)->generators, ")");
      case NodeKind::Await:
        open(level > kAwait);
        out += "await ";
        write(as<Await>(node)->value, kAtom);
        return close(level > kAwait);
      case NodeKind::Yield:
        out += "(yield";
        if (as<Yield>(node)->value != nullptr) {
          out += " ";
          write(as<Yield>(node)->value, kTest);
        }
        out += ")";
        return;
      case NodeKind::YieldFrom:
        out += "(yield from ";
        write(as<YieldFrom>(node)->value, kTest);
        out += ")";
        return;
      case NodeKind::Compare:
        return compare(as<Compare>(node), level);
      case NodeKind::Call:
        return call(as<Call>(node));
      case NodeKind::JoinedStr:
      case NodeKind::FormattedValue:
        return format_string(node);
      case NodeKind::Constant:
        return constant(as<ast::Constant>(node)->value, as<ast::Constant>(node)->kind);
      case NodeKind::Attribute: {
        auto* attribute = as<Attribute>(node);
        write(attribute->value, kAtom);
        auto* number = as<ast::Constant>(attribute->value);
        out += number != nullptr && number->value.kind == ConstantKind::Int ? " ." : ".";
        out += attribute->attr->text;
        return;
      }
      case NodeKind::Subscript: {
        write(as<Subscript>(node)->value, kAtom);
        out += "[";
        write(as<Subscript>(node)->slice, kTuple);
        out += "]";
        return;
      }
      case NodeKind::Starred:
        out += "*";
        return write(as<Starred>(node)->value, kExpr);
      case NodeKind::Name:
        out += as<Name>(node)->id->text;
        return;
      case NodeKind::List:
        return sequence(as<List>(node)->elts, "[", "]");
      case NodeKind::Tuple:
        return tuple(as<Tuple>(node), level);
      case NodeKind::Slice:
        return slice(as<Slice>(node));
      default:
        return;
    }
  }

 private:
  void open(bool parens) {
    if (parens) out += "(";
  }
  void close(bool parens) {
    if (parens) out += ")";
  }

  void boolean(const BoolOp* node, int level) {
    int own = node->op == BoolOperator::And ? kAnd : kOr;
    open(level > own);
    for (uint32_t i = 0; i < node->values.size; ++i) {
      if (i > 0) out += own == kAnd ? " and " : " or ";
      write(node->values[i], own + 1);
    }
    close(level > own);
  }

  void binary(const BinOp* node, int level) {
    struct Info {
      const char* text;
      int precedence;
      bool right_associative;
    };
    static constexpr Info kInfo[] = {
        {" + ", kArith, false}, {" - ", kArith, false},  {" * ", kTerm, false},
        {" @ ", kTerm, false},  {" / ", kTerm, false},   {" % ", kTerm, false},
        {" ** ", kPower, true}, {" << ", kShift, false}, {" >> ", kShift, false},
        {" | ", kBitOr, false}, {" ^ ", kBitXor, false}, {" & ", kBitAnd, false},
        {" // ", kTerm, false}};
    const Info& info = kInfo[static_cast<int>(node->op)];
    open(level > info.precedence);
    write(node->left, info.precedence + (info.right_associative ? 1 : 0));
    out += info.text;
    write(node->right, info.precedence + (info.right_associative ? 0 : 1));
    close(level > info.precedence);
  }

  void unary(const UnaryOp* node, int level) {
    static constexpr const char* kText[] = {"~", "not ", "+", "-"};
    int own = node->op == UnaryOperator::Not ? kNot : kFactor;
    open(level > own);
    out += kText[static_cast<int>(node->op)];
    write(node->operand, own);
    close(level > own);
  }

  void parameter(const Arg* arg, const char* stars) {
    out += stars;
    out += arg->arg->text;
  }

  void parameters(const Arguments* args) {
    bool first = true;
    auto comma = [&] {
      if (!first) out += ", ";
      first = false;
    };
    uint32_t total = args->posonlyargs.size + args->args.size;
    for (uint32_t i = 0; i < total; ++i) {
      comma();
      parameter(i < args->posonlyargs.size ? args->posonlyargs[i]
                                           : args->args[i - args->posonlyargs.size],
                "");
      uint32_t required = total - args->defaults.size;
      if (i >= required) {
        out += "=";
        write(args->defaults[i - required], kTest);
      }
      if (args->posonlyargs.size > 0 && i + 1 == args->posonlyargs.size) out += ", /";
    }
    if (args->vararg != nullptr || args->kwonlyargs.size > 0) {
      comma();
      out += "*";
      if (args->vararg != nullptr) parameter(args->vararg, "");
    }
    for (uint32_t i = 0; i < args->kwonlyargs.size; ++i) {
      comma();
      parameter(args->kwonlyargs[i], "");
      if (args->kw_defaults[i] != nullptr) {
        out += "=";
        write(args->kw_defaults[i], kTest);
      }
    }
    if (args->kwarg != nullptr) {
      comma();
      parameter(args->kwarg, "**");
    }
  }

  void lambda(const Lambda* node, int level) {
    open(level > kTest);
    std::string before = std::move(out);
    out.clear();
    parameters(node->args);
    std::string text = std::move(out);
    // CPython writes no space before a star.
    out = before + (text.empty() || text[0] == '*' ? "lambda" : "lambda ") + text + ": ";
    write(node->body, kTest);
    close(level > kTest);
  }

  void sequence(Span<ExprNode*> elements, const char* before, const char* behind) {
    out += before;
    for (uint32_t i = 0; i < elements.size; ++i) {
      if (i > 0) out += ", ";
      write(elements[i], kTest);
    }
    out += behind;
  }

  void dict(const Dict* node) {
    out += "{";
    for (uint32_t i = 0; i < node->values.size; ++i) {
      if (i > 0) out += ", ";
      if (node->keys[i] != nullptr) {
        write(node->keys[i], kTest);
        out += ": ";
        write(node->values[i], kTest);
      } else {
        out += "**";
        write(node->values[i], kExpr);
      }
    }
    out += "}";
  }

  void comprehension(const char* before, const ExprNode* element, const ExprNode* value,
                     Span<Comprehension*> generators, const char* behind) {
    out += before;
    write(element, kTest);
    if (value != nullptr) {
      out += ": ";
      write(value, kTest);
    }
    for (const Comprehension* generator : generators) {
      out += generator->is_async != 0 ? " async for " : " for ";
      write(generator->target, kTuple);
      out += " in ";
      write(generator->iter, kTest + 1);
      for (const ExprNode* condition : generator->ifs) {
        out += " if ";
        write(condition, kTest + 1);
      }
    }
    out += behind;
  }

  void compare(const Compare* node, int level) {
    static constexpr const char* kText[] = {" == ", " != ", " < ",      " <= ", " > ",
                                            " >= ", " is ", " is not ", " in ", " not in "};
    open(level > kCompare);
    write(node->left, kCompare + 1);
    for (uint32_t i = 0; i < node->ops.size; ++i) {
      out += kText[static_cast<int>(node->ops[i])];
      write(node->comparators[i], kCompare + 1);
    }
    close(level > kCompare);
  }

  void call(const Call* node) {
    write(node->func, kAtom);
    if (node->args.size == 1 && node->keywords.size == 0 &&
        node->args[0]->node_kind == NodeKind::GeneratorExp) {
      return write(node->args[0], kTest);
    }
    out += "(";
    bool first = true;
    auto comma = [&] {
      if (!first) out += ", ";
      first = false;
    };
    for (const ExprNode* argument : node->args) {
      comma();
      write(argument, kTest);
    }
    for (const Keyword* keyword : node->keywords) {
      comma();
      if (keyword->arg != nullptr) {
        out += std::string(keyword->arg->text) + "=";
      } else {
        out += "**";
      }
      write(keyword->value, kTest);
    }
    out += ")";
  }

  void constant(const ConstantValue& value, std::string_view kind) {
    if (kind.data() != nullptr && kind == "u") out += "u";
    std::string text = constant_repr(value);
    if (value.kind == ConstantKind::Ellipsis) text = "...";
    if (value.kind == ConstantKind::Float || value.kind == ConstantKind::Complex) {
      // Infinity has no literal.
      for (size_t at = text.find("inf"); at != std::string::npos; at = text.find("inf", at + 5))
        text.replace(at, 3, "1e309");
    }
    out += text;
  }

  // The text of an f-string without quotes.
  static void format_body(const ExprNode* node, std::string* body) {
    if (auto* joined = as<JoinedStr>(node)) {
      for (const ExprNode* part : joined->values) format_body(part, body);
    } else if (auto* text = as<ast::Constant>(node)) {
      for (char c : text->value.text) {
        *body += c;
        if (c == '{' || c == '}') *body += c;
      }
    } else if (auto* formatted = as<FormattedValue>(node)) {
      Unparser inner;
      inner.write(formatted->value, kTest + 1);
      *body += inner.out.starts_with("{") ? "{ " : "{";
      *body += inner.out;
      if (formatted->conversion > 0)
        *body += std::string("!") + static_cast<char>(formatted->conversion);
      if (formatted->format_spec != nullptr) {
        *body += ":";
        format_body(formatted->format_spec, body);
      }
      *body += "}";
    }
  }

  void format_string(const ExprNode* node) {
    std::string body;
    format_body(node, &body);
    ConstantValue value;
    value.kind = ConstantKind::Str;
    value.text = body;
    out += "f" + constant_repr(value);
  }

  void tuple(const Tuple* node, int level) {
    if (node->elts.size == 0) {
      out += "()";
      return;
    }
    open(level > kTuple);
    for (uint32_t i = 0; i < node->elts.size; ++i) {
      if (i > 0) out += ", ";
      write(node->elts[i], kTest);
    }
    if (node->elts.size == 1) out += ",";
    close(level > kTuple);
  }

  void slice(const Slice* node) {
    if (node->lower != nullptr) write(node->lower, kTest);
    out += ":";
    if (node->upper != nullptr) write(node->upper, kTest);
    if (node->step != nullptr) {
      out += ":";
      write(node->step, kTest);
    }
  }
};

}  // namespace

std::string unparse(const ExprNode* node) {
  Unparser unparser;
  unparser.write(node, kTest);
  return std::move(unparser.out);
}

}  // namespace pyro::compiler
