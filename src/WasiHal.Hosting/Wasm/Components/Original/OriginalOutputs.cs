using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components.Original;

/// <summary>The original's <c>led-controller</c>, <c>buzzer-controller</c> and <c>fan-controller</c>: what is driven.</summary>
internal static class OriginalOutputs
{
    private const string Fan = "fan";
    private const uint MostTones = 10;
    private const uint ShortestToneMilliseconds = 10;
    private const uint LongestMilliseconds = 2000;

    public static void SetLed(OriginalCallFrame call)
    {
        var index = call.ReadU8();
        var color = ReadColor(call);
        call.Try("set-led", () => call.Plugin.Board.Leds.Set(index, [color]));
    }

    public static void SetTwo(OriginalCallFrame call)
    {
        RgbColor[] colors = [ReadColor(call), ReadColor(call)];
        call.Try("set-two", () => call.Plugin.Board.Leds.Set(0, colors));
    }

    public static void SetAll(OriginalCallFrame call)
    {
        var color = ReadColor(call);
        call.Try("set-all", () => call.Plugin.Board.Leds.Fill(color));
    }

    public static void Clear(OriginalCallFrame call) => call.Try("clear", () => call.Plugin.Board.Leds.Fill(default));

    public static void SyncLeds(OriginalCallFrame call) => call.Try("sync-leds", call.Plugin.Board.Leds.Show);

    public static void Buzz(OriginalCallFrame call) => Sound(call, "buzz", 1, call.ReadU32(), 0);

    public static void Beep(OriginalCallFrame call) => Sound(call, "beep", call.ReadU8(), call.ReadU32(), call.ReadU32());

    public static void SetFan(OriginalCallFrame call)
    {
        var on = call.ReadBool();
        call.Try("set-fan", () => call.Plugin.Board.Relays.Set(Fan, on));
    }

    public static void GetFanState(OriginalCallFrame call)
    {
        var on = false;
        if (!call.Try("get-fan-state", () => on = call.Plugin.Board.Relays.Get(Fan)))
        {
            call.MakeUp("fan-on");
        }

        call.ReturnValue(ComponentValue.Bool(on));
    }

    // Cut to what the board accepts, not refused: nobody could be told, and a short alarm is better than none.
    private static void Sound(OriginalCallFrame call, string function, uint count, uint on, uint off)
    {
        if (count > 0 && on > 0)
        {
            call.Try(function, () => call.Plugin.Board.Buzzer.Beep(
                (int)Math.Min(count, MostTones),
                TimeSpan.FromMilliseconds(Math.Clamp(on, ShortestToneMilliseconds, LongestMilliseconds)),
                TimeSpan.FromMilliseconds(Math.Min(off, LongestMilliseconds))));
        }
    }

    private static RgbColor ReadColor(OriginalCallFrame call) => new(call.ReadU8(), call.ReadU8(), call.ReadU8());
}
