namespace ModelMunicipalities.App.Features;

public static partial class Links
{
    public static string Pairing(string network, string cohort) => $"{Cohort(network, cohort)}/pairing";

    public static string PairingNumber(string network, string cohort, int number) => $"{Pairing(network, cohort)}/{number}";

    public static string MovePairing(string network, string cohort, int number, string participant) =>
        $"{PairingNumber(network, cohort, number)}?participant={participant}#p-{participant}";

    public static string ComparePairing(string network, string cohort, int number, int other) =>
        $"{PairingNumber(network, cohort, number)}/compare/{other}";
}
