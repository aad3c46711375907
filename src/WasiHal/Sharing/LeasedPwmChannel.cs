namespace WasiHal.Sharing;

/// <summary>One PWM channel, which is its first user's.</summary>
internal sealed class LeasedPwmChannel(IPwmChannel channel, BoardLease lease, string part) : IPwmChannel
{
    private readonly Action _stop = channel.Stop;

    public void Start(double frequencyHz, double duty) => Mine().Start(frequencyHz, duty);

    public void Stop() => Mine().Stop();

    private IPwmChannel Mine()
    {
        lease.Take(part, _stop);
        return channel;
    }
}
