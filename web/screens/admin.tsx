// How are accounts, tokens and the audit looked after?
export default function AdminScreen() {
  return <section className="page-note" />;
}
