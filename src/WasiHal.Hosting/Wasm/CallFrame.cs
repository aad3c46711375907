namespace WasiHal.Hosting.Wasm;

/// <summary>
/// One call of the host by a guest: its arguments, read in order, and its result. Two implementations, the canonical
/// ABI of the shared Python module and the values of the component API, so that each capability is written once.
/// Spans are valid until the handler returns.
/// </summary>
internal abstract class CallFrame(PluginEnvironment plugin, CallBudget budget)
{
    private byte[] _scratch = new byte[256];

    /// <summary>What the call acts on.</summary>
    public PluginEnvironment Plugin { get; } = plugin;

    /// <summary>What the guest's call may still use.</summary>
    public CallBudget Budget { get; } = budget;

    public abstract byte ReadU8();

    public abstract uint ReadU32();

    public abstract double ReadF64();

    public abstract bool ReadBool();

    /// <summary>The index of an enum's case.</summary>
    public abstract int ReadEnum(string[] cases);

    public abstract string ReadString();

    public abstract ReadOnlySpan<byte> ReadBytes();

    public abstract ReadOnlySpan<uint> ReadU32List();

    public abstract void ReturnU32(uint value);

    public abstract void ReturnOption(double? value);

    public abstract void ReturnOption(ulong? value);

    public abstract void ReturnOption(bool? value);

    public abstract void ReturnOption(string? value);

    public abstract void ReturnOk();

    public abstract void ReturnOk(bool value);

    public abstract void ReturnOk(float first, float second);

    public abstract void ReturnOk(ReadOnlySpan<byte> value);

    public abstract void ReturnOkOption(byte[]? value);

    public abstract void ReturnError(HardwareErrorKind kind, string message);

    /// <summary>Room for a result of this call, zeroed.</summary>
    public Span<byte> Scratch(int length)
    {
        if (_scratch.Length < length)
        {
            _scratch = new byte[length];
        }

        var scratch = _scratch.AsSpan(0, length);
        scratch.Clear();
        return scratch;
    }

    /// <summary>Fails unless a length that the guest named is within its limit.</summary>
    protected int Checked(uint length)
    {
        if (length > (uint)Plugin.Limits.TextBytes)
        {
            throw new HardwareException(HardwareErrorKind.Invalid, $"a text or list of {length} bytes is longer than {Plugin.Limits.TextBytes} ({Plugin.LimitsKey}.text_bytes)");
        }

        return (int)length;
    }

    /// <summary>Runs the function on the arguments that the frame holds.</summary>
    protected void Run(HostFunction function) => Run(function.Handler, function.CanFail);

    /// <summary>Runs a function on the arguments that the frame holds.</summary>
    /// <param name="handler">The function.</param>
    /// <param name="canFail">Whether its result can say that it failed.</param>
    protected void Run(Action<CallFrame> handler, bool canFail)
    {
        Budget.CountHostCall();
        try
        {
            handler(this);
        }
        catch (HardwareException fault) when (canFail)
        {
            ReturnError(fault.Kind, fault.Message);
        }
        catch (HardwareException fault)
        {
            throw new GuestLostException(fault.Message, innerException: fault);
        }
        catch (Exception fault) when (canFail && fault is not GuestLostException)
        {
            // A provider broke its own contract. The plugin gets an error like any other; no exception of ours may pass
            // through the guest's frames unless the call is to end.
            ReturnError(HardwareErrorKind.Other, $"{fault.GetType().Name}: {fault.Message}");
        }
    }
}
