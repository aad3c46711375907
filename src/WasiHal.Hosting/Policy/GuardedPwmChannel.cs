namespace WasiHal.Hosting.Policy;

/// <summary>One PWM channel that may be used only when it is granted.</summary>
internal sealed class GuardedPwmChannel(IBoard board, PluginPolicy policy, byte channel) : IPwmChannel
{
    private readonly Capability _capability = Capability.Pwm(channel);
    private IPwmChannel? _inner;

    public void Start(double frequencyHz, double duty) => Inner().Start(frequencyHz, duty);

    public void Stop() => Inner().Stop();

    private IPwmChannel Inner()
    {
        policy.Demand(_capability);
        return _inner ??= board.GetPwmChannel(channel);
    }
}
