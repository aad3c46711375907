namespace WasiHal.Fake;

/// <summary>A simulated device that forgets its state when it loses power, as the real one does.</summary>
public interface IPoweredTarget : II2cTarget
{
    /// <summary>Takes the power away and gives it back: every setting and result is gone, what was burned in stays.</summary>
    void PowerCycle();
}
