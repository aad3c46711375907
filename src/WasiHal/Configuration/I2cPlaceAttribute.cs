namespace WasiHal;

/// <summary>Each value says where a chip is: bus and address.</summary>
internal sealed class I2cPlaceAttribute : ConfigurationValueAttribute
{
    public override string Pattern => "^[0-9]{1,3}:(0[xX][0-9a-fA-F]{1,2}|[0-9]{1,3})$";

    public override string Accepted => "\"bus:address\" with an address from 0x08 to 0x77, such as \"1:0x76\"";

    protected override bool IsAccepted(string text) => I2cPlace.TryParse(text, out _);
}
