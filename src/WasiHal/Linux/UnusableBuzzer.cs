namespace WasiHal.Linux;

/// <summary>A buzzer that is not there or could not be made ready: each beep says why.</summary>
internal sealed class UnusableBuzzer(HardwareException why) : IBuzzer
{
    public void Beep(int count, TimeSpan on, TimeSpan off) => throw new HardwareException(why.Kind, why.Message, why);
}
