namespace WasiHal.Fake;

/// <summary>An I²C bus in memory, to which devices are attached. Safe from any thread; transactions queue.</summary>
public sealed class FakeI2cBus : II2cBus
{
    private readonly Lock _gate = new();
    private readonly II2cTarget?[] _targets = new II2cTarget?[I2cAddress.Highest + 1];

    private volatile bool _isStuck;

    internal FakeI2cBus()
    {
    }

    /// <summary>Whether a device holds the data line down, so that every transaction ends as <see cref="HardwareErrorKind.Bus"/>, whoever is addressed.</summary>
    /// <value><see langword="false"/>.</value>
    public bool IsStuck
    {
        get => _isStuck;
        set => _isStuck = value;
    }

    /// <summary>Puts a device at an address, in place of the one that was there.</summary>
    /// <param name="address">7-bit, right-aligned.</param>
    /// <param name="target">The device.</param>
    public void Attach(I2cAddress address, II2cTarget target)
    {
        lock (_gate)
        {
            _targets[address.Value] = target;
        }
    }

    /// <summary>Takes the device away from an address; without one nothing happens.</summary>
    /// <param name="address">7-bit, right-aligned.</param>
    public void Detach(I2cAddress address)
    {
        lock (_gate)
        {
            _targets[address.Value] = null;
        }
    }

    /// <inheritdoc/>
    public void WriteRead(I2cAddress address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        Require.Range(nameof(address), address.Value, (byte)I2cAddress.Lowest, (byte)I2cAddress.Highest);
        Require.Length(nameof(write), write.Length);
        Require.Length(nameof(read), read.Length);
        lock (_gate)
        {
            if (_isStuck)
            {
                throw new HardwareException(HardwareErrorKind.Bus, "The bus is stuck: a device holds its data line down.");
            }

            var target = _targets[address.Value]
                ?? throw new HardwareException(HardwareErrorKind.NoAcknowledge, $"Nothing answers at {address}.");
            read.Fill(0xff);
            target.Transfer(write, read);
        }
    }
}
