using System.Buffers;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/leds.wit</c> over the guarded board.</summary>
internal static class LedsCapability
{
    public static void Count(CallFrame call) => call.ReturnU32((uint)call.Plugin.Board.Leds.Count);

    public static void Set(CallFrame call)
    {
        var index = Index(call.ReadU32());
        var color = ReadColor(call);
        call.Plugin.Board.Leds.Set(index, new ReadOnlySpan<RgbColor>(in color));
        call.ReturnOk();
    }

    public static void SetRange(CallFrame call)
    {
        var start = Index(call.ReadU32());
        var values = call.ReadU32List();
        var colors = ArrayPool<RgbColor>.Shared.Rent(values.Length);
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                colors[i] = RgbColor.FromRgb(values[i]);
            }

            call.Plugin.Board.Leds.Set(start, colors.AsSpan(0, values.Length));
        }
        finally
        {
            ArrayPool<RgbColor>.Shared.Return(colors);
        }

        call.ReturnOk();
    }

    public static void Fill(CallFrame call)
    {
        call.Plugin.Board.Leds.Fill(ReadColor(call));
        call.ReturnOk();
    }

    public static void Clear(CallFrame call)
    {
        call.Plugin.Board.Leds.Fill(default);
        call.ReturnOk();
    }

    public static void Show(CallFrame call)
    {
        call.Plugin.Board.Leds.Show();
        call.ReturnOk();
    }

    private static RgbColor ReadColor(CallFrame call) => new(call.ReadU8(), call.ReadU8(), call.ReadU8());

    private static int Index(uint index) => index <= int.MaxValue
        ? (int)index
        : throw new HardwareException(HardwareErrorKind.Invalid, $"there is no LED {index}");
}
