using System.Threading.Channels;

namespace WasiHal.Cluster.Spoke;

/// <summary>Wakes one that waits; set twice before that, it wakes once. Safe from any thread.</summary>
internal sealed class Signal(TimeProvider time)
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes it, now or when it waits next.</summary>
    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Waits.</summary>
    /// <param name="atMost">For how long.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it was set; false when the time is over.</returns>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (_channel.Reader.TryRead(out _))
        {
            return true;
        }

        using var over = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            return await _channel.Reader.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
