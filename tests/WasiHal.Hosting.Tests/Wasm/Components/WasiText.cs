namespace WasiHal.Hosting.Tests.Wasm.Components;

/// <summary>The parts of WASI that hostile components use, in WebAssembly text.</summary>
internal static class WasiText
{
    /// <summary>Gives the code <c>$exit</c>, which takes 0 for success and 1 for failure.</summary>
    public static HostileComponent Exit(HostileComponent component) =>
        component.Import("wasi:cli/exit@0.2.0", "exit", "$exit", "(export \"NAME\" (func (param \"status\" (result))))", "(param i32)");

    /// <summary>Gives the code <c>$random</c>, which takes a length and where to put the list.</summary>
    public static HostileComponent Random(HostileComponent component) =>
        component.Import("wasi:random/random@0.2.0", "get-random-bytes", "$random", "(export \"NAME\" (func (param \"len\" u64) (result (list u8))))", "(param i64 i32)");

    /// <summary>Gives the code <c>$sleep</c>, which takes nanoseconds.</summary>
    public static HostileComponent Sleep(HostileComponent component) => component
        .Import("""(import "wasi:io/poll@0.2.0" (instance $poll (export "pollable" (type $p (sub resource))) (export "[method]pollable.block" (func (param "self" (borrow $p))))))""")
        .Import("""(alias export $poll "pollable" (type $pollable))""")
        .Import("""(import "wasi:clocks/monotonic-clock@0.2.0" (instance $clock (alias outer 1 $pollable (type $q)) (export "subscribe-duration" (func (param "when" u64) (result (own $q))))))""")
        .Lower("(func $clock \"subscribe-duration\")", "$subscribe", "(param i64) (result i32)")
        .Lower("(func $poll \"[method]pollable.block\")", "$block", "(param i32)");

    /// <summary>Gives the code <c>$get</c>, which answers the stream, and <c>$write</c>, which takes it, address, length and where to put the result.</summary>
    public static HostileComponent Output(HostileComponent component, string stream) => component
        .Import("""(import "wasi:io/error@0.2.0" (instance $fault (export "error" (type (sub resource)))))""")
        .Import("""(alias export $fault "error" (type $error))""")
        .Import(
            """
            (import "wasi:io/streams@0.2.0" (instance $streams
              (export "output-stream" (type $o (sub resource)))
              (alias outer 1 $error (type $e0)) (export "error" (type $e (eq $e0)))
              (type $s0 (variant (case "last-operation-failed" (own $e)) (case "closed"))) (export "stream-error" (type $s (eq $s0)))
              (export "[method]output-stream.blocking-write-and-flush" (func (param "self" (borrow $o)) (param "contents" (list u8)) (result (result (error $s)))))))
            """)
        .Import("""(alias export $streams "output-stream" (type $output))""")
        .Import($"""(import "wasi:cli/{stream}@0.2.0" (instance $std (alias outer 1 $output (type $o0)) (export "output-stream" (type $o (eq $o0))) (export "get-{stream}" (func (result (own $o))))))""")
        .Lower($"(func $std \"get-{stream}\")", "$get", "(result i32)")
        .Lower("(func $streams \"[method]output-stream.blocking-write-and-flush\")", "$write", "(param i32 i32 i32 i32)");
}
