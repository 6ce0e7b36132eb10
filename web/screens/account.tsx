// What may somebody change about their own account?
export default function AccountScreen() {
  return <section className="page-note" />;
}
