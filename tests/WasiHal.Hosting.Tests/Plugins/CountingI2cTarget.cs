using WasiHal.Fake;

namespace WasiHal.Hosting.Tests.Plugins;

/// <summary>Counts what passes over the wire.</summary>
internal sealed class CountingI2cTarget(II2cTarget inner) : II2cTarget
{
    /// <summary>Transactions since the last look.</summary>
    public int Transactions { get; private set; }

    /// <summary>Bytes written and read since the last look, the address included.</summary>
    public int Bytes { get; private set; }

    /// <summary>Begins to count anew.</summary>
    public void Reset() => (Transactions, Bytes) = (0, 0);

    public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        Transactions++;
        Bytes += 1 + write.Length + read.Length;
        inner.Transfer(write, read);
    }
}
