using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace WasiHal.Hosting.Wasm.CanonicalAbi;

/// <summary>
/// A call in the canonical ABI: arguments are flattened integers, texts and lists are (address, length) in the guest's
/// memory, a result of more than one value is written where the last argument points. One per instance, reused;
/// allocates nothing in the steady state.
/// </summary>
internal sealed class CanonicalCallFrame(PluginEnvironment plugin, CallBudget budget) : CallFrame(plugin, budget)
{
    private readonly int[] _integers = new int[8];
    private readonly double[] _floats = new double[2];
    private readonly Utf8Names _names = new();
    private byte[] _bytes = new byte[256];
    private uint[] _list = [];
    private int _nextInteger;
    private int _nextFloat;
    private uint _result;
    private uint _direct;
    private bool _inside;

    /// <summary>The instance's memory; set once it is instantiated.</summary>
    public GuestMemory Memory { get; set; } = null!;

    /// <summary>Runs a function whose result, if there is one, goes where the last argument points.</summary>
    public void Run(HostFunction function, ReadOnlySpan<int> integers, double float0 = 0, double float1 = 0)
    {
        if (_inside)
        {
            throw new GuestLostException("a host function was called from within another");
        }

        _inside = true;
        integers.CopyTo(_integers);
        _floats[0] = float0;
        _floats[1] = float1;
        _nextInteger = 0;
        _nextFloat = 0;
        _result = function.Signature.Result is WitResult.None or WitResult.U32 ? 0 : (uint)integers[^1];
        try
        {
            Run(function);
        }
        finally
        {
            _inside = false;
        }
    }

    /// <summary>Runs a function whose result is one integer.</summary>
    public int RunDirect(HostFunction function)
    {
        Run(function, []);
        return (int)_direct;
    }

    public override byte ReadU8() => (byte)_integers[_nextInteger++];

    public override uint ReadU32() => (uint)_integers[_nextInteger++];

    public override double ReadF64() => _floats[_nextFloat++];

    public override bool ReadBool() => _integers[_nextInteger++] != 0;

    public override int ReadEnum(string[] cases)
    {
        var index = (uint)_integers[_nextInteger++];
        return index < (uint)cases.Length
            ? (int)index
            : throw new GuestLostException($"case {index} of an enum of {cases.Length} cases");
    }

    public override string ReadString()
    {
        var address = ReadU32();
        return _names.Get(Memory.Slice(address, Checked(ReadU32())));
    }

    public override ReadOnlySpan<byte> ReadBytes()
    {
        var address = ReadU32();
        var length = Checked(ReadU32());
        if (_bytes.Length < length)
        {
            _bytes = new byte[length];
        }

        // A copy: the result is written after room for it was allocated, and that may move the memory.
        Memory.Slice(address, length).CopyTo(_bytes);
        return _bytes.AsSpan(0, length);
    }

    public override ReadOnlySpan<uint> ReadU32List()
    {
        var address = ReadU32();
        var count = ReadU32();
        var length = Checked(Math.Min(count, int.MaxValue / sizeof(uint)) * sizeof(uint));
        if (_list.Length < count)
        {
            _list = new uint[count];
        }

        Memory.Slice(address, length).CopyTo(MemoryMarshal.AsBytes(_list.AsSpan()));
        return _list.AsSpan(0, (int)count);
    }

    public override void ReturnU32(uint value) => _direct = value;

    public override void ReturnOption(double? value)
    {
        var result = Memory.Slice(_result, 16);
        result[0] = value is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteDoubleLittleEndian(result[8..], value ?? 0);
    }

    public override void ReturnOption(ulong? value)
    {
        var result = Memory.Slice(_result, 16);
        result[0] = value is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteUInt64LittleEndian(result[8..], value ?? 0);
    }

    public override void ReturnOption(bool? value)
    {
        var result = Memory.Slice(_result, 2);
        result[0] = value is null ? (byte)0 : (byte)1;
        result[1] = value == true ? (byte)1 : (byte)0;
    }

    public override void ReturnOption(string? value)
    {
        var (address, length) = value is null ? (0u, 0) : Lower(value);
        var result = Memory.Slice(_result, 12);
        result[0] = value is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteUInt32LittleEndian(result[4..], address);
        BinaryPrimitives.WriteInt32LittleEndian(result[8..], length);
    }

    public override void ReturnOk() => Memory.Slice(_result, 1)[0] = 0;

    public override void ReturnOk(bool value)
    {
        var result = Memory.Slice(_result, 5);
        result[0] = 0;
        result[4] = value ? (byte)1 : (byte)0;
    }

    public override void ReturnOk(float first, float second)
    {
        var result = Memory.Slice(_result, 12);
        result[0] = 0;
        BinaryPrimitives.WriteSingleLittleEndian(result[4..], first);
        BinaryPrimitives.WriteSingleLittleEndian(result[8..], second);
    }

    public override void ReturnOk(ReadOnlySpan<byte> value)
    {
        var address = Lower(value);
        var result = Memory.Slice(_result, 12);
        result[0] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(result[4..], address);
        BinaryPrimitives.WriteInt32LittleEndian(result[8..], value.Length);
    }

    public override void ReturnOkOption(byte[]? value)
    {
        var address = value is null ? 0 : Lower(value);
        var result = Memory.Slice(_result, 16);
        result[0] = 0;
        result[4] = value is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteUInt32LittleEndian(result[8..], address);
        BinaryPrimitives.WriteInt32LittleEndian(result[12..], value?.Length ?? 0);
    }

    public override void ReturnError(HardwareErrorKind kind, string message)
    {
        var (address, length) = kind >= HardwareErrorKind.Denied ? Lower(message) : (0u, 0);
        var result = Memory.Slice(_result, 16);
        result[0] = 1;
        result[4] = (byte)kind;
        BinaryPrimitives.WriteUInt32LittleEndian(result[8..], address);
        BinaryPrimitives.WriteInt32LittleEndian(result[12..], length);
    }

    private uint Lower(ReadOnlySpan<byte> bytes)
    {
        var address = Memory.Allocate(bytes.Length, 1);
        bytes.CopyTo(Memory.Slice(address, bytes.Length));
        return address;
    }

    private (uint Address, int Length) Lower(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var address = Memory.Allocate(length, 1);
        Encoding.UTF8.GetBytes(text, Memory.Slice(address, length));
        return (address, length);
    }
}
