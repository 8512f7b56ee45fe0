//! What a function may return in place of what it should: constants that follow from its type.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, ReturnType, Type, TypeParamBound};

/// Returns the texts of the constants; none where nothing can be told from the type.
pub fn of(output: &ReturnType) -> Vec<String> {
    match output {
        ReturnType::Default => vec!["()".to_owned()],
        ReturnType::Type(_, ty) => of_type(ty),
    }
}

/// Tells whether a function returns an iterator whose type it does not name.
pub fn is_iterator(output: &ReturnType) -> bool {
    let ReturnType::Type(_, ty) = output else { return false };
    let Type::ImplTrait(bounds) = &**ty else { return false };
    bounds.bounds.iter().any(|bound| match bound {
        TypeParamBound::Trait(bound) => bound
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident.to_string().ends_with("Iterator")),
        _ => false,
    })
}

/// A type as people write it, without the spaces of tokens.
pub fn told(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let text = text.replace(" :: ", "::").replace(" < ", "<").replace(" >", ">").replace("< ", "<");
    text.replace(" ,", ",")
        .replace("& ", "&")
        .replace(" (", "(")
        .replace("( ", "(")
        .replace(" )", ")")
}

fn of_type(ty: &Type) -> Vec<String> {
    match ty {
        Type::Path(path) => match path.path.segments.last() {
            Some(last) => of_name(&last.ident.to_string(), &arguments(&last.arguments)),
            None => Vec::new(),
        },
        Type::Tuple(tuple) => of_tuple(&tuple.elems.iter().map(of_type).collect::<Vec<_>>()),
        Type::Reference(reference) => of_reference(&reference.elem),
        Type::Paren(inner) => of_type(&inner.elem),
        _ => Vec::new(),
    }
}

fn arguments(arguments: &PathArguments) -> Vec<Vec<String>> {
    let PathArguments::AngleBracketed(list) = arguments else { return Vec::new() };
    let types = list.args.iter().filter_map(|each| match each {
        GenericArgument::Type(ty) => Some(of_type(ty)),
        _ => None,
    });
    types.collect()
}

fn of_name(name: &str, inner: &[Vec<String>]) -> Vec<String> {
    let first = inner.first().cloned().unwrap_or_else(|| vec!["Default::default()".to_owned()]);
    let each = |write: fn(&str) -> String| first.iter().map(|text| write(text)).collect::<Vec<_>>();
    let and = |none: &str, some: Vec<String>| [vec![none.to_owned()], some].concat();
    match name {
        "bool" => owned(&["true", "false"]),
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "Position" => owned(&["0", "1"]),
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => owned(&["0", "1", "-1"]),
        "String" => owned(&["String::new()", "\"xyzzy\".into()"]),
        "Option" => and("None", each(|text| format!("Some({text})"))),
        "Result" => each(|text| format!("Ok({text})")),
        "Vec" => and("vec![]", each(|text| format!("vec![{text}]"))),
        "Box" => each(|text| format!("Box::new({text})")),
        "BTreeSet" => and("BTreeSet::new()", each(|text| format!("BTreeSet::from_iter([{text}])"))),
        "BTreeMap" => map(inner),
        _ => owned(&["Default::default()"]),
    }
}

fn map(inner: &[Vec<String>]) -> Vec<String> {
    let [keys, values] = inner else { return owned(&["Default::default()"]) };
    let entry = |key: &String| {
        let key = key.clone();
        values.iter().map(move |value| format!("BTreeMap::from_iter([({key}, {value})])"))
    };
    std::iter::once("BTreeMap::new()".to_owned()).chain(keys.iter().flat_map(entry)).collect()
}

fn of_tuple(parts: &[Vec<String>]) -> Vec<String> {
    let Some((first, rest)) = parts.split_first() else { return owned(&["()"]) };
    let mut rows = first.clone();
    for part in rest {
        let with = |row: &String| {
            let row = row.clone();
            part.iter().map(move |text| format!("{row}, {text}"))
        };
        rows = rows.iter().flat_map(with).collect();
    }
    rows.into_iter().map(|row| format!("({row})")).collect()
}

fn of_reference(ty: &Type) -> Vec<String> {
    match ty {
        Type::Path(path) if path.path.is_ident("str") => owned(&["\"\"", "\"xyzzy\""]),
        Type::Slice(slice) => {
            let some =
                of_type(&slice.elem).into_iter().map(|text| format!("Vec::leak(vec![{text}])"));
            std::iter::once("Vec::leak(Vec::new())".to_owned()).chain(some).collect()
        }
        _ => {
            let leak = |text: String| format!("Box::leak(Box::new({text}))");
            of_type(ty).into_iter().map(leak).collect()
        }
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
