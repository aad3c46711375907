using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using WasiHal.Hosting.Wasm.Components;
using Wasmtime;

namespace WasiHal.Hosting.Tests.Wasm.Components;

/// <summary>
/// Writes components as WebAssembly text: one core module with a memory and a bump allocator, one with the code, and an
/// exported interface. What it imports of ours has the contract's types, or others when the test says so.
/// </summary>
internal sealed partial class HostileComponent
{
    /// <summary>Where a body may put a text or list: a page of its own; what the host allocates comes behind.</summary>
    public const int Data = 4096;

    private const string Measurement = """(record (field "sensor" string) (field "quantity" string) (field "value" {0}) (field "unit" string))""";
    private const string Value = """(variant (case "number" f64) (case "flag" bool) (case "text" string))""";

    private readonly StringBuilder _imports = new();
    private readonly StringBuilder _lowered = new();
    private readonly StringBuilder _coreImports = new();
    private readonly StringBuilder _given = new();

    /// <summary>What stands in the code's module beside the function: globals, tables, functions, data, a start function.</summary>
    public string Core { get; init; } = "";

    /// <summary>What stands in the component before the rest.</summary>
    public string Outer { get; init; } = "";

    /// <summary>Pages of the memory at first, 64 KiB each.</summary>
    public int Pages { get; init; } = 2;

    /// <summary>Imports a function of the contract; the code calls it as <c>$interface-function</c>.</summary>
    public HostileComponent Import(string @interface, string function)
    {
        var type = ComponentContract.Imports[@interface][function];
        return Import($"wasihal:plugin/{@interface}@0.1.0", function, $"${@interface}-{function}", WitText.Declare(type), WitText.Flatten(type));
    }

    /// <summary>Imports a function of any interface, with the declarations of the interface's type in front of it.</summary>
    public HostileComponent Import(string @interface, string function, string id, string declaration, string core)
    {
        _imports.Append(CultureInfo.InvariantCulture, $"(import \"{@interface}\" (instance {id} {declaration.Replace("NAME", function, StringComparison.Ordinal)}))\n");
        return Lower($"(func {id} \"{function}\")", id, core);
    }

    /// <summary>Imports anything else of the component, as text.</summary>
    public HostileComponent Import(string text)
    {
        _imports.Append(text).Append('\n');
        return this;
    }

    /// <summary>Makes a function callable by the code.</summary>
    public HostileComponent Lower(string function, string id, string core)
    {
        _lowered.Append(CultureInfo.InvariantCulture, $"(core func {id}-low (canon lower {function} (memory (core memory $libc \"memory\")) (realloc (core func $libc \"realloc\"))))\n");
        return Give($"{id}-low", id, core);
    }

    /// <summary>Gives the code the drop function of a resource type.</summary>
    public HostileComponent Drop(string type, string id)
    {
        _lowered.Append(CultureInfo.InvariantCulture, $"(core func {id}-low (canon resource.drop {type}))\n");
        return Give($"{id}-low", id, "(param i32)");
    }

    /// <summary>A sensor whose poll has this code; it leaves the address of its answer.</summary>
    public byte[] Sensor(string body) => Bytes(
        $"""
        (func (export "call") (result i32) {body})
        """,
        $"""
        (type $value {Value})
        (type $measurement {Format(Measurement, "$value")})
        (func $call (result (result (list $measurement) (error string))) {Lift})
        (component $shim
          (type $v0 {Value})
          (import "import-type-value" (type $v (eq $v0)))
          (type $m0 {Format(Measurement, "$v")})
          (import "import-type-measurement" (type $m (eq $m0)))
          (import "import-func-poll" (func $poll (result (result (list $m) (error string)))))
          (export $ve "value" (type $v))
          (type $me0 {Format(Measurement, "$ve")})
          (export $me "measurement" (type $me0))
          (export "poll" (func $poll) (func (result (result (list $me) (error string))))))
        (instance $plugin (instantiate $shim
          (with "import-type-value" (type $value)) (with "import-type-measurement" (type $measurement)) (with "import-func-poll" (func $call))))
        (export "wasihal:plugin/sensor@0.1.0" (instance $plugin))
        """);

    /// <summary>A dashboard whose render has this code: address and length of the snapshot are locals 0 and 1.</summary>
    public byte[] Dashboard(string body) => Simple("dashboard", "render", "(param \"snapshot\" string) (result (result string (error string)))", $"(param i32 i32) (result i32) {body}");

    /// <summary>An interface with one function of a type that may be wrong, whose code only traps.</summary>
    public byte[] Exporting(string @interface, string function, string type, string core) => Simple(@interface, function, type, core + " unreachable");

    /// <summary>Actions: what list answers.</summary>
    public byte[] Actions(string body)
    {
        const string Action = """(record (field "name" string) (field "title" string) (field "arguments-schema" string))""";
        return Bytes(
            $"""
            (func (export "call") (result i32) {body})
            (func (export "invoke") (param i32 i32 i32 i32) (result i32) unreachable)
            """,
            $"""
            (type $action {Action})
            (func $list (result (list $action)) {Lift})
            (func $invoke (param "name" string) (param "arguments" string) (result (result string (error string)))
              {Lift.Replace("\"call\"", "\"invoke\"", StringComparison.Ordinal)})
            (component $shim
              (type $a0 {Action})
              (import "import-type-action" (type $a (eq $a0)))
              (import "import-func-list" (func $list (result (list $a))))
              (import "import-func-invoke" (func $invoke (param "name" string) (param "arguments" string) (result (result string (error string)))))
              (export $ae "action" (type $a0))
              (export "list" (func $list) (func (result (list $ae))))
              (export "invoke" (func $invoke)))
            (instance $plugin (instantiate $shim
              (with "import-type-action" (type $action)) (with "import-func-list" (func $list)) (with "import-func-invoke" (func $invoke))))
            (export "wasihal:plugin/actions@0.1.0" (instance $plugin))
            """);
    }

    /// <summary>Code that makes an answer of measurements, all with the same texts at <see cref="Data"/>.</summary>
    public static string Answer(int count, string value = "(f64.store offset=24 (local.get $m) (f64.const 1.5))", int nameLength = 4, int unitLength = 1) =>
        $"""
        (local $m i32) (local $end i32)
        (local.set $m (i32.const {Data * 2}))
        (local.set $end (i32.add (local.get $m) (i32.const {count * 40})))
        (i32.store8 (i32.const 16) (i32.const 0))
        (i32.store (i32.const 20) (local.get $m))
        (i32.store (i32.const 24) (i32.const {count}))
        (block (loop
          (br_if 1 (i32.ge_u (local.get $m) (local.get $end)))
          (i32.store (local.get $m) (i32.const {Data})) (i32.store offset=4 (local.get $m) (i32.const {nameLength}))
          (i32.store offset=8 (local.get $m) (i32.const {Data})) (i32.store offset=12 (local.get $m) (i32.const {nameLength}))
          {value}
          (i32.store offset=32 (local.get $m) (i32.const {Data})) (i32.store offset=36 (local.get $m) (i32.const {unitLength}))
          (local.set $m (i32.add (local.get $m) (i32.const 40))) (br 0)))
        (i32.const 16)
        """;

    /// <summary>The types of a function's parameters.</summary>
    public static string[] Parameters(string type) => WitText.Parts(type).Parameters;

    /// <summary>A text in the memory.</summary>
    public static string At(int address, string text) =>
        $"(data (i32.const {address}) \"{string.Concat(Encoding.UTF8.GetBytes(text).Select(octet => $"\\{octet:x2}"))}\")";

    private static string Lift => """(canon lift (core func $main "call") (memory (core memory $libc "memory")) (realloc (core func $libc "realloc")))""";

    private static string Format(string text, string argument) => text.Replace("{0}", argument, StringComparison.Ordinal);

    private HostileComponent Give(string core, string id, string type)
    {
        _coreImports.Append(CultureInfo.InvariantCulture, $"(import \"env\" \"{id}\" (func {id} {type}))\n");
        _given.Append(CultureInfo.InvariantCulture, $"(export \"{id}\" (func {core}))\n");
        return this;
    }

    private byte[] Simple(string @interface, string function, string type, string core) => Bytes(
        $"(func (export \"call\") {core})",
        $"""
        (func $call {type} {Lift})
        (instance $plugin (export "{function}" (func $call)))
        (export "wasihal:plugin/{@interface}@0.1.0" (instance $plugin))
        """);

    private byte[] Bytes(string functions, string exports) => Module.ConvertText(
        $$"""
        (component
          {{Outer}}
          {{_imports}}
          (core module $libc
            (memory (export "memory") {{Pages}})
            (global $next (mut i32) (i32.const {{Pages * 65536}}))
            (func (export "realloc") (param $old i32) (param $size i32) (param $align i32) (param $new i32) (result i32)
              (local $at i32)
              (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
              (global.set $next (i32.add (local.get $at) (local.get $new)))
              (block (loop
                (br_if 1 (i32.le_u (global.get $next) (i32.mul (memory.size) (i32.const 65536))))
                (if (i32.eq (memory.grow (i32.const 16)) (i32.const -1)) (then unreachable))
                (br 0)))
              (local.get $at)))
          (core instance $libc (instantiate $libc))
          {{_lowered}}
          (core module $main
            {{_coreImports}}
            (import "env" "memory" (memory 1))
            {{Core}}
            {{functions}})
          (core instance $main (instantiate $main (with "env" (instance (export "memory" (memory $libc "memory")) {{_given}}))))
          {{exports}})
        """);

    /// <summary>The contract's types, as <see cref="ComponentContract"/> has them, in WebAssembly text.</summary>
    private static partial class WitText
    {
        /// <summary>The declarations of an interface's type that has one function.</summary>
        public static string Declare(string type)
        {
            // A type with a name must be exported by that name before it can be used.
            var text = new StringBuilder();
            var count = 0;
            var named = Named().Replace(type, match =>
            {
                var id = $"$n{count++}";
                var cases = match.Groups["cases"].Value.Split(", ").Select(@case => Case().Replace(@case, "\"${name}\" ${type}"));
                var kind = match.Groups["kind"].Value;
                var body = kind == "enum" ? $"(enum {string.Join(' ', cases)})" : $"(variant {string.Concat(cases.Select(@case => $"(case {@case})"))})";
                text.Append(CultureInfo.InvariantCulture, $"(type {id}t {body}) (export \"n{id[1..]}\" (type {id} (eq {id}t)))\n");
                return id;
            });
            var (parameters, result) = Parts(named);
            text.Append("(export \"NAME\" (func ");
            for (var i = 0; i < parameters.Length; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"(param \"p{i}\" {Wat(parameters[i])}) ");
            }

            return text.Append(result is null ? "))" : $"(result {Wat(result)})))").ToString();
        }

        /// <summary>The function as core code sees it.</summary>
        public static string Flatten(string type)
        {
            var (parameters, result) = Parts(type);
            var flat = parameters.SelectMany(parameter => parameter is "f64" ? ["f64"] : parameter is "string" || parameter.StartsWith("list<", StringComparison.Ordinal) ? ["i32", "i32"] : (string[])["i32"]);
            var direct = result is "u32";
            return $"(param {string.Join(' ', flat.Concat(result is null || direct ? [] : ["i32"]))}){(direct ? " (result i32)" : "")}";
        }

        public static (string[] Parameters, string? Result) Parts(string type)
        {
            var end = type.IndexOf(") -> ", StringComparison.Ordinal);
            var inside = end < 0 ? type[1..^1] : type[1..end];
            return ([.. Split(inside)], end < 0 ? null : type[(end + 5)..]);
        }

        private static string Wat(string type)
        {
            var open = type.IndexOf('<', StringComparison.Ordinal);
            if (open < 0)
            {
                return type;
            }

            var inside = Split(type[(open + 1)..^1]).ToArray();
            return type[..open] == "result"
                ? $"(result {(inside[0] == "_" ? "" : Wat(inside[0]))} (error {Wat(inside[1])}))"
                : $"({type[..open]} {string.Join(' ', inside.Select(Wat))})";
        }

        private static IEnumerable<string> Split(string list)
        {
            var depth = 0;
            var from = 0;
            for (var i = 0; i < list.Length; i++)
            {
                depth += list[i] is '<' or '{' or '(' ? 1 : list[i] is '>' or '}' or ')' ? -1 : 0;
                if (list[i] == ',' && depth == 0)
                {
                    yield return list[from..i];
                    from = i + 2;
                }
            }

            if (list.Length > 0)
            {
                yield return list[from..];
            }
        }

        [GeneratedRegex("(?<kind>enum|variant)\\{(?<cases>[^}]*)\\}", RegexOptions.CultureInvariant)]
        private static partial Regex Named();

        [GeneratedRegex("^(?<name>[a-z0-9-]+)(\\((?<type>[a-z0-9]+)\\))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
        private static partial Regex Case();
    }
}
