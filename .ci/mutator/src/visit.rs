//! The walk through a file: which expression is changed by which operator.

use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Pat, Stmt, Token};

use crate::find::{Change, Finder, Weave, brief, start};
use crate::operators;
use crate::values;

impl<'ast> Visit<'ast> for Finder<'_> {
    // Patterns, types, attributes and constants are worked out while compiling: nothing can be switched there.
    fn visit_pat(&mut self, _: &'ast Pat) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_item_enum(&mut self, _: &'ast syn::ItemEnum) {}
    fn visit_item_macro(&mut self, _: &'ast syn::ItemMacro) {}
    fn visit_generic_argument(&mut self, _: &'ast syn::GenericArgument) {}

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if for_tests(&item.attrs) {
            return;
        }
        let ty = values::told(&item.self_ty);
        self.owner.push(match &item.trait_ {
            Some((_, path, _)) => format!("<impl {} for {ty}>", values::told(path)),
            None => ty,
        });
        visit::visit_item_impl(self, item);
        self.owner.pop();
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !for_tests(&item.attrs) {
            let owner = std::mem::take(&mut self.owner);
            self.function(&item.sig, &item.block);
            self.owner = owner;
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !for_tests(&item.attrs) {
            self.function(&item.sig, &item.block);
        }
    }

    fn visit_stmt(&mut self, stmt: &'ast Stmt) {
        let done = match stmt {
            Stmt::Expr(expr, Some(_)) => match expr {
                Expr::Binary(_) | Expr::MethodCall(_) | Expr::Assign(_) => true,
                Expr::Try(inner) => matches!(&*inner.expr, Expr::MethodCall(_) | Expr::Macro(_)),
                _ => false,
            },
            _ => false,
        };
        if done {
            let what = format!("delete statement {}", brief(self.text(stmt)));
            let change = Change::new(start(stmt), what, "");
            self.place(stmt.span().byte_range(), Weave::Statement, vec![change]);
        }
        visit::visit_stmt(self, stmt);
    }

    fn visit_expr_binary(&mut self, expr: &'ast syn::ExprBinary) {
        if !has_let(&expr.left) && !has_let(&expr.right) {
            let (at, op) = (start(&expr.op), self.text(&expr.op).to_owned());
            let (left, right) = (self.text(&expr.left), self.text(&expr.right));
            let assigns = op.ends_with('=') && !["==", "!=", "<=", ">="].contains(&op.as_str());
            let write = |other: &str| {
                let left = if assigns { left.to_owned() } else { format!("({left})") };
                Change::new(
                    at,
                    format!("replace {op} with {other}"),
                    format!("{left} {other} ({right})"),
                )
            };
            let changes = operators::instead_of(&op).iter().map(|other| write(other)).collect();
            self.switch(expr, changes);
        }
        visit::visit_expr_binary(self, expr);
    }

    fn visit_expr_unary(&mut self, expr: &'ast syn::ExprUnary) {
        if !matches!(expr.op, syn::UnOp::Deref(_)) {
            let what = format!("delete {}", self.text(&expr.op));
            let change = Change::new(start(expr), what, self.text(&expr.expr));
            self.switch(expr, vec![change]);
        }
        visit::visit_expr_unary(self, expr);
    }

    fn visit_expr_lit(&mut self, expr: &'ast syn::ExprLit) {
        let text = self.text(expr);
        let write =
            |other: String| Change::new(start(expr), format!("replace {text} with {other}"), other);
        let changes = match &expr.lit {
            syn::Lit::Int(number) => operators::beside(number).into_iter().map(write).collect(),
            syn::Lit::Bool(word) => vec![write((!word.value).to_string())],
            _ => Vec::new(),
        };
        self.switch(expr, changes);
    }

    fn visit_expr_method_call(&mut self, expr: &'ast syn::ExprMethodCall) {
        let name = expr.method.to_string();
        let head = self.text[start(expr)..start(&expr.method)].to_owned();
        let tail =
            self.text[expr.method.span().byte_range().end..expr.span().byte_range().end].to_owned();
        let write = |other: &&str| {
            let what = format!("replace .{name}() with .{other}()");
            Change::new(start(&expr.method), what, format!("{head}{other}{tail}"))
        };
        let changes = operators::method_instead_of(&name).iter().map(write).collect();
        self.switch(expr, changes);
        visit::visit_expr_method_call(self, expr);
    }

    fn visit_expr_struct(&mut self, expr: &'ast syn::ExprStruct) {
        if let Some(rest) = &expr.rest {
            let path = self.text(&expr.path).to_owned();
            let without = |left_out: usize| {
                let kept = expr.fields.iter().enumerate().filter(|(place, _)| *place != left_out);
                let kept: Vec<&str> = kept.map(|(_, field)| self.text(field)).collect();
                let kept: String = kept.iter().flat_map(|field| [field, ", "]).collect();
                let field = values::told(&expr.fields[left_out].member);
                let what = format!("delete field {field} from struct {path} expression");
                let text = format!("{path} {{ {kept}..{} }}", self.text(rest));
                Change::new(start(&expr.fields[left_out]), what, text)
            };
            let changes = (0..expr.fields.len()).map(without).collect();
            self.switch(expr, changes);
        }
        visit::visit_expr_struct(self, expr);
    }

    fn visit_expr_match(&mut self, expr: &'ast syn::ExprMatch) {
        self.visit_expr(&expr.expr);
        let wild = |arm: &syn::Arm| matches!(arm.pat, Pat::Wild(_)) && arm.guard.is_none();
        let deletable = expr.arms.iter().any(wild);
        for arm in &expr.arms {
            let deletion = (deletable && !matches!(arm.pat, Pat::Wild(_))).then(|| {
                let what = format!("delete match arm {}", brief(self.text(&arm.pat)));
                Change::new(start(&arm.pat), what, "")
            });
            match (&arm.guard, deletion) {
                (Some((_, guard)), deletion) => {
                    self.guard(guard, deletion);
                    self.visit_expr(guard);
                }
                (None, Some(mut deletion)) => {
                    let end = arm.pat.span().byte_range().end;
                    deletion.range = Some(arm.span().byte_range());
                    self.place(end..end, Weave::Arm, vec![deletion]);
                }
                (None, None) => {}
            }
            self.visit_expr(&arm.body);
        }
    }

    fn visit_expr_repeat(&mut self, expr: &'ast syn::ExprRepeat) {
        self.visit_expr(&expr.expr);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        let list = Punctuated::<Expr, Token![,]>::parse_terminated;
        match name.as_str() {
            "format" | "write" | "writeln" | "vec" => {
                let parts = call.parse_body_with(list).map(|list| list.into_iter().collect());
                let parts: syn::Result<Vec<Expr>> = parts.or_else(|_| {
                    call.parse_body_with(|input: syn::parse::ParseStream<'_>| {
                        let value: Expr = input.parse()?;
                        input.parse::<Token![;]>()?;
                        Ok(vec![value, input.parse()?])
                    })
                });
                for part in parts.unwrap_or_default() {
                    // `name = value` names an argument.
                    match &part {
                        Expr::Assign(assign) => self.visit_expr(&assign.right),
                        other => Finder::visit_expr(self, other),
                    }
                }
            }
            "matches" => {
                let parts = call.parse_body_with(|input: syn::parse::ParseStream<'_>| {
                    let value: Expr = input.parse()?;
                    input.parse::<Token![,]>()?;
                    Pat::parse_multi_with_leading_vert(input)?;
                    let guard = match input.parse::<Option<Token![if]>>()? {
                        Some(_) => Some(input.parse::<Expr>()?),
                        None => None,
                    };
                    input.parse::<Option<Token![,]>>()?;
                    Ok((value, guard))
                });
                if let Ok((value, guard)) = &parts {
                    Finder::visit_expr(self, value);
                    if let Some(guard) = guard {
                        self.guard(guard, None);
                        Finder::visit_expr(self, guard);
                    }
                }
            }
            _ => {}
        }
    }
}

fn for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|each| {
        let text = values::told(&each.meta);
        text == "test" || text.replace(' ', "") == "cfg(test)"
    })
}

/// Tells whether a condition is a chain with a `let` in it, which only `if` and `while` can hold.
fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}
