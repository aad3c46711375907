namespace WasiHal.Fake;

/// <summary>
/// 256 registers as Bosch's sensors have them on I²C: a write is pairs of register and value, a lone last byte is where
/// reading begins, and only reading moves on. Its owner locks.
/// </summary>
internal sealed class BoschRegisters
{
    private readonly byte[] _values = new byte[256];
    private byte _pointer;

    public byte this[int register]
    {
        get => _values[register];
        set => _values[register] = value;
    }

    public ReadOnlySpan<byte> Values => _values;

    /// <summary>Some of the registers, to be changed.</summary>
    public Span<byte> From(int register, int count) => _values.AsSpan(register, count);

    /// <summary>Takes part in one transaction.</summary>
    /// <param name="write">Pairs, then perhaps a register.</param>
    /// <param name="read">To be filled.</param>
    /// <param name="store">Called for each pair; it decides what a register takes.</param>
    public void Transfer(ReadOnlySpan<byte> write, Span<byte> read, Action<byte, byte> store)
    {
        for (var index = 0; index < write.Length; index += 2)
        {
            _pointer = write[index];
            if (index + 1 < write.Length)
            {
                store(_pointer, write[index + 1]);
            }
        }

        foreach (ref var value in read)
        {
            value = _values[_pointer++];
        }
    }

    public void PutPressureOrTemperature(int register, int raw)
    {
        (_values[register], _values[register + 1], _values[register + 2]) = ((byte)(raw >> 12), (byte)(raw >> 4), (byte)(raw << 4));
    }

    public void PutHumidity(int register, int raw) =>
        (_values[register], _values[register + 1]) = ((byte)(raw >> 8), (byte)raw);
}
