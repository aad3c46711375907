namespace WasiHal;

/// <summary>What a pin is to be. In the order of the WIT <c>mode</c> enum.</summary>
public enum GpioMode
{
    /// <summary>High impedance.</summary>
    Input,

    /// <summary>Input with the internal pull-up.</summary>
    InputPullUp,

    /// <summary>Input with the internal pull-down.</summary>
    InputPullDown,

    /// <summary>Driven, low from the first moment.</summary>
    OutputLow,

    /// <summary>Driven, high from the first moment.</summary>
    OutputHigh,
}
