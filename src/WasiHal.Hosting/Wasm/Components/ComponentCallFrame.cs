using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>A call through the component API: arguments and result are tagged values. One per instance, reused.</summary>
internal sealed class ComponentCallFrame(PluginEnvironment plugin, CallBudget budget) : CallFrame(plugin, budget)
{
    private readonly ComponentValue[] _arguments = new ComponentValue[8];
    private int _next;
    private ComponentValue? _result;

    /// <summary>Runs a function.</summary>
    public void Run(HostFunction function, ReadOnlySpan<ComponentValue> arguments, Span<ComponentValue> results)
    {
        arguments.CopyTo(_arguments);
        _next = 0;
        _result = null;
        Run(function);
        if (_result is not null)
        {
            results[0] = _result;
        }
    }

    public override byte ReadU8() => Next().AsU8();

    public override uint ReadU32() => Next().AsU32();

    public override double ReadF64() => Next().AsF64();

    public override bool ReadBool() => Next().AsBool();

    public override int ReadEnum(string[] cases) => Array.IndexOf(cases, Next().AsEnum());

    public override string ReadString()
    {
        var text = Next().AsString();
        Checked((uint)text.Length);
        return text;
    }

    public override ReadOnlySpan<byte> ReadBytes()
    {
        var list = Next().AsList();
        var bytes = new byte[Checked((uint)list.Count)];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = list[i].AsU8();
        }

        return bytes;
    }

    public override ReadOnlySpan<uint> ReadU32List()
    {
        var list = Next().AsList();
        Checked((uint)list.Count * sizeof(uint));
        var values = new uint[list.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = list[i].AsU32();
        }

        return values;
    }

    public override void ReturnU32(uint value) => _result = ComponentValue.U32(value);

    public override void ReturnOption(double? value) => _result = Option(value is { } number ? ComponentValue.F64(number) : null);

    public override void ReturnOption(ulong? value) => _result = Option(value is { } number ? ComponentValue.U64(number) : null);

    public override void ReturnOption(bool? value) => _result = Option(value is { } flag ? ComponentValue.Bool(flag) : null);

    public override void ReturnOption(string? value) => _result = Option(value is null ? null : ComponentValue.String(value));

    public override void ReturnOk() => _result = ComponentValue.Ok(null);

    public override void ReturnOk(bool value) => _result = ComponentValue.Ok(ComponentValue.Bool(value));

    public override void ReturnOk(float first, float second) =>
        _result = ComponentValue.Ok(ComponentValue.Tuple([ComponentValue.F32(first), ComponentValue.F32(second)]));

    public override void ReturnOk(ReadOnlySpan<byte> value) => _result = ComponentValue.Ok(List(value));

    public override void ReturnOkOption(byte[]? value) => _result = ComponentValue.Ok(Option(value is null ? null : List(value)));

    public override void ReturnError(HardwareErrorKind kind, string message) =>
        _result = ComponentValue.Err(ComponentValue.Variant(
            HostContract.ErrorCases[(int)kind],
            kind >= HardwareErrorKind.Denied ? ComponentValue.String(message) : null));

    private static ComponentValue Option(ComponentValue? value) => value is null ? ComponentValue.None() : ComponentValue.Some(value);

    private static ComponentValue List(ReadOnlySpan<byte> bytes)
    {
        var values = new ComponentValue[bytes.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ComponentValue.U8(bytes[i]);
        }

        return ComponentValue.List(values);
    }

    private ComponentValue Next() => _arguments[_next++];
}
