namespace WasiHal.Fake;

/// <summary>
/// The commonest shape of an I²C device: 256 registers and a pointer. The first byte written sets the pointer, further
/// ones go to the registers from there, reads come from there; the pointer moves on and wraps.
/// </summary>
public sealed class FakeI2cRegisters : II2cTarget
{
    private readonly Lock _gate = new();
    private readonly byte[] _registers = new byte[256];
    private byte _pointer;

    /// <summary>One register as the device sees it.</summary>
    /// <param name="register">Number of the register.</param>
    public byte this[byte register]
    {
        get
        {
            lock (_gate)
            {
                return _registers[register];
            }
        }

        set
        {
            lock (_gate)
            {
                _registers[register] = value;
            }
        }
    }

    /// <inheritdoc/>
    public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        lock (_gate)
        {
            if (!write.IsEmpty)
            {
                _pointer = write[0];
                foreach (var value in write[1..])
                {
                    _registers[_pointer++] = value;
                }
            }

            foreach (ref var value in read)
            {
                value = _registers[_pointer++];
            }
        }
    }
}
