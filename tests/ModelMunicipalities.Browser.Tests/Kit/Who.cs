namespace ModelMunicipalities.Browser.Tests.Kit;

/// <summary>A demonstration account.</summary>
public sealed record Who(string Email, string Name)
{
    public static readonly Who KeyPerson = new("nyckelperson.hedemora@modellkommuner.example", "Anna Lindqvist");

    public static readonly Who Manager = new("chef.hedemora@modellkommuner.example", "Per Åkesson");

    public static readonly Who Politician = new("politiker.hedemora@modellkommuner.example", "Maria Sandgren");

    public static readonly Who Mentor = new("mentor.eskilstuna@modellkommuner.example", "Karin Öberg");

    public static readonly Who Coordinator = new("koordinator@modellkommuner.example", "Lena Wikström");

    public static readonly Who Observer = new("observator@modellkommuner.example", "Sara Holm");

    public static readonly Who CoordinatorElsewhere = new("koordinator@modellforvaltningar.example", "Jonas Ek");

    public override string ToString() => Name;
}
