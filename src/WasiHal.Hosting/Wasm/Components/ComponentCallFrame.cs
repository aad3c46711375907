using System.Text;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>A call through the component API: arguments and result are tagged values. One per instance, reused.</summary>
internal class ComponentCallFrame(PluginEnvironment plugin, CallBudget budget) : CallFrame(plugin, budget)
{
    private readonly ComponentValue[] _arguments = new ComponentValue[8];
    private int _next;
    private ComponentValue? _result;
    private uint _tooLong;

    /// <summary>Looks at the lengths of arguments before they are made objects; what is too long is refused by <see cref="Run(OfferedFunction, ReadOnlySpan{ComponentValue}, Span{ComponentValue})"/>.</summary>
    public bool Accepts(OfferedFunction function, nint arguments, int count)
    {
        _tooLong = 0;
        var parameters = function.Parameters;
        for (var i = 0; i < Math.Min(count, parameters.Length) && _tooLong == 0; i++)
        {
            var length = NativeValues.LengthOf(arguments, i) * (parameters[i] == WitType.U32List ? sizeof(uint) : 1);
            _tooLong = length > Plugin.Limits.TextBytes ? (uint)Math.Min(length, uint.MaxValue) : 0;
        }

        return _tooLong == 0;
    }

    /// <summary>Runs a function.</summary>
    public void Run(OfferedFunction function, ReadOnlySpan<ComponentValue> arguments, Span<ComponentValue> results)
    {
        if (_tooLong > 0)
        {
            // The same answer as if it had been read.
            function = function with { Handler = _ => Checked(_tooLong) };
        }
        else
        {
            CheckCounts(function, arguments.Length, results.Length);
        }

        arguments.CopyTo(_arguments);
        _next = 0;
        _result = null;
        Run(function.Handler, function.CanFail);
        if (_result is not null)
        {
            results[0] = _result;
        }
    }

    public override byte ReadU8() => Next(ComponentValueKind.U8).AsU8();

    public override uint ReadU32() => Next(ComponentValueKind.U32).AsU32();

    public override double ReadF64() => Next(ComponentValueKind.F64).AsF64();

    public override bool ReadBool() => Next(ComponentValueKind.Bool).AsBool();

    public override int ReadEnum(string[] cases)
    {
        var name = Next(ComponentValueKind.Enum).AsEnum();
        var index = Array.IndexOf(cases, name);
        return index >= 0 ? index : throw new GuestLostException($"case {PluginLog.Escape(name)} of an enum of {cases.Length} cases");
    }

    public override string ReadString()
    {
        var text = Next(ComponentValueKind.String).AsString();
        Checked((uint)Encoding.UTF8.GetByteCount(text));
        return text;
    }

    public override ReadOnlySpan<byte> ReadBytes()
    {
        var list = Next(ComponentValueKind.List).AsList();
        var bytes = new byte[Checked((uint)list.Count)];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Expect(list[i], ComponentValueKind.U8).AsU8();
        }

        return bytes;
    }

    public override ReadOnlySpan<uint> ReadU32List()
    {
        var list = Next(ComponentValueKind.List).AsList();
        Checked((uint)Math.Min(list.Count, int.MaxValue / sizeof(uint)) * sizeof(uint));
        var values = new uint[list.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Expect(list[i], ComponentValueKind.U32).AsU32();
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

    /// <summary>Gives the result as the engine takes it.</summary>
    protected void Return(ComponentValue result) => _result = result;

    private static void CheckCounts(OfferedFunction function, int arguments, int results)
    {
        // The inspector has compared the types, and nobody else would: the engine hands over whatever the component states.
        if (arguments != function.Parameters.Length || results != (function.HasResult ? 1 : 0))
        {
            throw new GuestLostException($"{function.Interface}#{function.Name} was called with {arguments} arguments for {results} results");
        }
    }

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

    private static ComponentValue Expect(ComponentValue value, ComponentValueKind kind) =>
        value.Kind == kind ? value : throw new GuestLostException($"an argument of kind {value.Kind} where the contract has {kind}");

    private ComponentValue Next(ComponentValueKind kind) => Expect(_arguments[_next++], kind);
}
