using System.Globalization;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/pwm.wit</c> over the guarded board.</summary>
internal static class PwmCapability
{
    public static void Set(CallFrame call)
    {
        var channel = call.ReadU8();
        var frequencyHz = call.ReadF64();
        var duty = call.ReadF64();
        if (frequencyHz is not (>= 0.1 and <= 1_000_000))
        {
            throw Invalid($"frequency-hz is {frequencyHz}, 0.1 to 1000000 is accepted");
        }

        if (duty is not (>= 0 and <= 1))
        {
            throw Invalid($"duty is {duty}, 0 to 1 is accepted");
        }

        call.Plugin.Board.GetPwmChannel(channel).Start(frequencyHz, duty);
        call.ReturnOk();
    }

    public static void Stop(CallFrame call)
    {
        call.Plugin.Board.GetPwmChannel(call.ReadU8()).Stop();
        call.ReturnOk();
    }

    private static HardwareException Invalid(FormattableString message) => new(HardwareErrorKind.Invalid, message.ToString(CultureInfo.InvariantCulture));
}
