using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ModelMunicipalities.App.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class PasskeyKey : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_AspNetUserPasskeys",
                table: "AspNetUserPasskeys");

            migrationBuilder.AddPrimaryKey(
                name: "PK_AspNetUserPasskeys",
                table: "AspNetUserPasskeys",
                column: "CredentialId")
                .Annotation("SqlServer:Clustered", false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_AspNetUserPasskeys",
                table: "AspNetUserPasskeys");

            migrationBuilder.AddPrimaryKey(
                name: "PK_AspNetUserPasskeys",
                table: "AspNetUserPasskeys",
                column: "CredentialId");
        }
    }
}
